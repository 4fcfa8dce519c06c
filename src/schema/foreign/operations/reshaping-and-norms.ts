import type { ForeignWord } from '../foreign-word';

const PYTORCH_NORM = "PyTorch's defaults are `momentum: 0.9` and `epsilon: 0.00001` here";

/** Reshaping, norms and dropout. */
export const valueOperations: readonly ForeignWord[] = [
  { is: 'flatten', names: 'Flattening' },
  { is: 'unflatten', names: '', instead: 'write `reshape` with all sizes' },
  { is: 'reshape', names: '' },
  { is: 'reshape', names: 'View', differs: 'to a vector, it is `flatten`; the batch and `-1` are not written' },
  {
    is: 'permute',
    names: 'Transpose PermuteDimensions',
    differs: 'it lists the `axes` by name, and channels are always last, so that layers rarely need it',
  },
  {
    is: 'squeeze',
    names: 'Unsqueeze ExpandDims',
    instead: 'write `flatten` after a pool to 1 x 1, or `reshape` with all sizes',
  },
  { is: 'tile', names: '', instead: 'join the value with itself: `concat` with `from: [a, a]`' },
  {
    is: 'repeat_vector',
    names: '',
    instead:
      'write `- reshape: { shape: [1, 1, features] }`, `- upsample2d: { factor: [times, 1] }` and `- reshape: { shape: [times, features] }`',
  },
  { is: 'slice', names: 'StridedSlice Narrow', differs: 'it cuts one `axis`, from `start` to `end`, with step 1' },
  {
    is: 'split',
    names: 'Chunk Unbind Unstack',
    differs: 'it stands where `branch` does, and gives each path its share',
  },
  {
    is: 'gather',
    names: 'IndexSelect Scatter TopK ArgMax ArgMin OneHot',
    instead: 'do it in the program that uses the model',
  },
  { is: 'batch_norm', names: 'BatchNormalization BN SpatialBN' },
  {
    is: 'batch_norm',
    names: 'BatchNorm1d BatchNorm2d BatchNorm3d SyncBatchNorm SyncBatchNormalization LazyBatchNorm2d',
    differs: PYTORCH_NORM,
  },
  {
    is: 'batch_norm',
    names: 'FrozenBatchNorm2d FrozenBatchNorm',
    differs: 'with `trainable: false` it uses its statistics in training too',
  },
  { is: 'batch_renorm', names: 'BatchRenormalization', instead: 'the nearest is `batch_norm`' },
  { is: 'layer_norm', names: '' },
  { is: 'layer_norm', names: 'LayerNormalization', differs: "Keras' default is `epsilon: 0.001`" },
  { is: 'group_norm', names: '' },
  { is: 'group_norm', names: 'GroupNormalization', differs: "Keras' default is `epsilon: 0.001`" },
  {
    is: 'instance_norm',
    names: 'InstanceNorm1d InstanceNorm2d InstanceNorm3d',
    differs: 'PyTorch neither scales nor shifts by default: `center: false, scale: false`',
  },
  { is: 'instance_norm', names: 'InstanceNormalization' },
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
  { is: 'lrn', names: 'LocalResponseNorm' },
  {
    is: 'lrn',
    names: 'LocalResponseNormalization',
    differs: 'its `alpha` is for the whole window, as in PyTorch and Caffe; TensorFlow has that divided by `size`',
  },
  {
    is: 'l2_normalize',
    names: 'LpNormalization Normalize UnitNormalization CosineSimilarity',
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
  { is: 'gaussian_dropout', names: 'GaussianNoise DropConnect DropBlock', instead: 'the nearest is `dropout`' },
  { is: 'drop_path', names: 'StochasticDepth' },
];
