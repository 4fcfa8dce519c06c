import type { ForeignWord } from '../foreign-word';

const PYTORCH_NORM =
  "PyTorch's `momentum` is 1 minus the one here, and its defaults are `momentum: 0.9` and `epsilon: 0.00001` here";

const ELSEWHERE = 'do it in the program that uses the model';

/** Reshaping, norms and dropout. */
export const valueOperations: readonly ForeignWord[] = [
  { is: 'flatten', names: 'Flattening' },
  { is: 'unflatten', names: '', instead: 'write `reshape` with all sizes' },
  { is: 'reshape', names: '' },
  { is: 'reshape', names: 'View', differs: 'to a vector, it is `flatten`; the batch and `-1` are not written' },
  {
    is: 'permute',
    names: 'Transpose PermuteDimensions MoveDim MoveAxis SwapAxes SwapDims',
    differs: 'it lists the `axes` by name, and channels are always last, so that layers rarely need it',
  },
  {
    is: 'squeeze',
    names: 'Unsqueeze ExpandDims',
    instead: 'write `flatten` after a pool to 1 x 1, or `reshape` with all sizes',
  },
  { is: 'tile', names: 'RepeatInterleave', instead: 'join the value with itself: `concat` with `from: [a, a]`' },
  {
    is: 'repeat_vector',
    names: '',
    instead:
      'write `- reshape: { shape: [1, 1, features] }`, `- upsample2d: { factor: [times, 1] }` and `- reshape: { shape: [times, features] }`',
  },
  {
    is: 'expand',
    names: 'ExpandAs BroadcastTo',
    instead: 'remove it: joins such as `multiply` repeat an axis of size 1',
  },
  { is: 'stack', names: 'HStack VStack DStack', instead: 'write `concat`, whose `axis` is one that the values have' },
  {
    is: 'shape',
    names: 'Size NumElements',
    instead: 'remove it: expressions have the sizes of the value before, such as `${in.height}`',
  },
  {
    is: 'cast',
    names: 'CastLike Contiguous Clone ConvertImageDtype',
    instead: 'remove it: all values are 32-bit floating-point numbers, and targets choose their layout',
  },
  {
    is: 'quantize',
    names:
      'QuantizeLinear DequantizeLinear DynamicQuantizeLinear QLinearConv QLinearMatMul ConvInteger MatMulInteger FakeQuantize QuantStub DeQuantStub',
    instead: 'write the layer itself: all values are 32-bit floating-point numbers',
  },
  {
    is: 'constant',
    names:
      'ConstantOfShape Zeros Ones ZerosLike OnesLike Full Arange Range Linspace Meshgrid EyeLike Eye ClassToken ClsToken Parameter ParameterList ParameterDict',
    instead: 'only layers have numbers of their own: for others, declare one more of `inputs`',
  },
  { is: 'slice', names: 'StridedSlice Narrow', differs: 'it cuts one `axis`, from `start` to `end`, with step 1' },
  {
    is: 'split',
    names: 'Chunk Unbind Unstack',
    differs: 'it stands where `branch` does, and gives each path its share',
  },
  {
    is: 'gather',
    names:
      'GatherElements GatherND IndexSelect Select Index Scatter ScatterElements ScatterND TensorScatter TopK Sort Unique Compress NonZero ArgMax ArgMin OneHot Bincount',
    instead: ELSEWHERE,
  },
  {
    is: 'where',
    names:
      'MaskedFill Tril Triu Trilu Equal Greater GreaterOrEqual Less LessOrEqual And Or Not Xor BitShift BitwiseAnd BitwiseNot BitwiseOr BitwiseXor IsNaN IsInf Mod',
    instead: ELSEWHERE,
  },
  {
    is: 'text_vectorization',
    names:
      'CategoryEncoding Discretization Hashing HashedCrossing IntegerLookup StringLookup MelSpectrogram STFTSpectrogram STFT DFT FFT MelWeightMatrix HannWindow HammingWindow BlackmanWindow TfIdfVectorizer StringNormalizer StringConcat StringSplit RegexFullMatch ImageDecoder Masking',
    instead: 'do it in the program that makes the inputs',
  },
  {
    is: 'batch_norm',
    names: 'BN SpatialBN',
    differs:
      'its defaults are those of Keras; Caffe has `center: false, scale: false, epsilon: 0.00001` and a `Scale` after it',
  },
  {
    is: 'batch_norm',
    names: 'BatchNormalization',
    differs: 'its defaults are those of Keras; ONNX has `momentum: 0.9, epsilon: 0.00001`',
  },
  {
    is: 'batch_norm',
    names: 'BatchNorm1d BatchNorm2d BatchNorm3d SyncBatchNorm SyncBatchNormalization',
    differs: PYTORCH_NORM,
  },
  {
    is: 'batch_norm',
    names: 'FrozenBatchNorm2d FrozenBatchNorm',
    differs: 'with `trainable: false` it uses its statistics in training too',
  },
  { is: 'batch_renorm', names: 'BatchRenormalization', instead: 'the nearest is `batch_norm`' },
  { is: 'layer_norm', names: '' },
  {
    is: 'layer_norm',
    names: 'LayerNorm2d',
    differs: 'ConvNeXt has `epsilon: 0.000001`',
  },
  { is: 'global_response_norm', names: 'GRN', instead: 'the nearest is `layer_norm`' },
  { is: 'layer_norm', names: 'LayerNormalization', differs: "Keras' default is `epsilon: 0.001`" },
  { is: 'group_norm', names: '' },
  { is: 'group_norm', names: 'GroupNormalization', differs: "Keras' default is `epsilon: 0.001`" },
  {
    is: 'instance_norm',
    names: 'InstanceNorm1d InstanceNorm2d InstanceNorm3d',
    differs: 'PyTorch neither scales nor shifts by default: `center: false, scale: false`',
  },
  { is: 'instance_norm', names: 'InstanceNormalization', differs: "Keras' default is `epsilon: 0.001`" },
  {
    is: 'instance_norm',
    names: 'MVN MeanVarianceNormalization',
    differs: 'it scales and shifts by default: `center: false, scale: false`',
  },
  {
    is: 'rms_norm',
    names: 'RMSNormalization SimplifiedLayerNormalization',
    instead: 'the nearest is `layer_norm`, which also subtracts the mean',
  },
  {
    is: 'lrn',
    names: '',
    differs: 'write its `size`, `alpha`, `beta` and `bias`: the defaults of ONNX, Caffe and TensorFlow differ',
  },
  { is: 'lrn', names: 'LocalResponseNorm CrossMapLRN2d' },
  {
    is: 'lrn',
    names: 'LocalResponseNormalization',
    differs: 'its `alpha` is for the whole window, as in PyTorch and Caffe; TensorFlow has that divided by `size`',
  },
  {
    is: 'l2_normalize',
    names: 'LpNormalization Normalize UnitNormalization L1Norm L2Norm CosineSimilarity PairwiseDistance PDist CDist',
    instead: 'the nearest is `layer_norm`, which also subtracts the mean',
  },
  {
    is: 'weight_norm',
    names: 'SpectralNorm SpectralNormalization WeightNormalization',
    instead: '`batch_norm` after the layer, or `kernel_l2` on it, also bound weights',
  },
  { is: 'dropout', names: 'Drop' },
  {
    is: 'spatial_dropout2d',
    names: 'Dropout1d Dropout2d Dropout3d SpatialDropout SpatialDropout1D SpatialDropout3D FeatureDropout',
    instead: 'the nearest is `dropout`, which drops single values instead of whole channels',
  },
  { is: 'alpha_dropout', names: 'FeatureAlphaDropout', instead: 'the nearest is `dropout`' },
  {
    is: 'gaussian_dropout',
    names: 'GaussianNoise DropConnect DropBlock DropBlock2d DropBlock3d',
    instead: 'the nearest is `dropout`',
  },
  { is: 'drop_path', names: 'StochasticDepth' },
];
