import type { ForeignWord } from '../foreign-word';

const RECURRENT = 'modelc has no such recurrent layer; for a fixed length, the nearest is `conv1d`';
const ATTENTION = 'modelc cannot multiply values that both depend on the input, except place by place with `multiply`';
const DETECTION =
  'modelc ends where the feature maps do: mark them with `output`, and detect in the program that uses them';

/** Joins, whole structures, and what is no layer in modelc. */
export const structureOperations: readonly ForeignWord[] = [
  { is: 'concat', names: 'Concatenate Cat SequenceConcat ConcatFromSequence' },
  { is: 'add', names: 'Addition' },
  { is: 'add', names: 'Sum', differs: 'the sum along an axis is `scale` by its size, then `reduce_mean`' },
  { is: 'multiply', names: 'Mul Product Times' },
  { is: 'subtract', names: 'Sub Difference Minus' },
  { is: 'divide', names: 'Div TrueDivide', instead: 'for a number, write `scale` with its reciprocal' },
  { is: 'maximum', names: '' },
  { is: 'maximum', names: 'Max', differs: 'the largest number along an axis is `reduce_max`' },
  { is: 'minimum', names: 'Min', instead: 'write `scale: { factor: -1 }` on each path of a `maximum`, and after it' },
  {
    is: 'average',
    names: 'Mean',
    instead:
      'write `add`, then `scale` with 1 / the number of values; over all places, write `global_avg_pool2d`; along an axis, write `reduce_mean`',
  },
  {
    is: 'matmul',
    names: 'MatMul MM AddMM GroupedMM ScaledMM Einsum EinsumDense',
    instead: `for learned weights, write \`dense\`; ${ATTENTION}`,
  },
  { is: 'dot', names: 'Bilinear BMM BatchMatMul Outer Cross Det', instead: ATTENTION },
  {
    is: 'scale_channels',
    names: 'SAM Axpy',
    instead: 'write `multiply` with `from: [first, second]` next to it, which names the layers',
  },
  {
    is: 'merge',
    names: 'Join Skip SkipConnection',
    instead: 'write `concat` or `add`, with `from: [first, second]` next to it',
  },
  {
    is: 'route',
    names: '',
    instead:
      'write `concat` with `from: [first, second]` next to it; for one layer, `from` next to the layer that takes it',
  },
  {
    is: 'shortcut',
    names: '',
    instead: 'write `add` with `from: [first, second]` next to it, which names the layers',
  },
  {
    is: 'residual',
    names: 'ResidualBlock ResBlock BasicBlock Bottleneck IdentityBlock InvertedResidual MBConv Parallel',
    instead: 'write `branch: { main: [...], skip: [] }`, and `- add` after it',
  },
  { is: 'reduce_mean', names: '', differs: 'over all places it is `global_avg_pool2d`' },
  { is: 'reduce_max', names: 'AMax', differs: 'over all places it is `global_max_pool2d`' },
  {
    is: 'reduce_sum',
    names: 'Reduction ReduceMin AMin',
    instead:
      'a sum is `reduce_mean` and `scale` by the size of the axis; a minimum is `reduce_max` between two `scale: { factor: -1 }`',
  },
  {
    is: 'reduce_prod',
    names:
      'Prod ReduceL1 ReduceL2 ReduceLogSum ReduceLogSumExp ReduceSumSquare LogSumExp Norm Std Var Moments CumSum Diff',
    instead: 'modelc reduces an axis by `reduce_mean` and `reduce_max` only',
  },
  {
    is: 'eltwise',
    names: 'Elementwise',
    instead: "write `add` for Caffe's SUM, `multiply` for PROD, or `maximum` for MAX",
  },
  {
    is: 'pooling',
    names: 'Pool SpatialPooling',
    instead: 'write `max_pool2d` for MAX or `avg_pool2d` for AVE, with `ceil_mode: true` for a net from Caffe',
  },
  {
    is: 'activation',
    names: 'ActivationLayer NonLinearity',
    instead: 'write the function itself, such as `- relu` or `- tanh`',
  },
  { is: 'bias', names: 'BiasAdd AddBias', instead: 'write `bias: true` on the layer before it' },
  {
    is: 'scale',
    names: 'MulConstant',
    differs: "it multiplies by one fixed `factor`; Caffe's `Scale` after `BatchNorm` is part of `batch_norm`",
  },
  {
    is: 'rescaling',
    names: 'Rescale Normalization Standardization',
    instead:
      'remove it: `preprocess: { mean: ..., std: ... }` of the input normalises, and values are scaled to 0..1 before',
  },
  { is: 'layer_scale', names: 'ChannelScale LearnedScale Gamma' },
  {
    is: 'identity',
    names: 'Noop Passthrough Empty',
    instead: 'remove it; as a path of a branch, write the empty list `[]`',
  },
  {
    is: 'input',
    names: 'InputLayer Placeholder DummyData',
    instead: 'remove it: the input is declared at the top, as in `input: { height: 28, width: 28, channels: 1 }`',
  },
  {
    is: 'data',
    names: 'net network ImageData MemoryData HDF5Data WindowData DataLayer Dataset',
    instead: 'remove it: the input is declared at the top, and `train` names the data set',
  },
  {
    is: 'augmentation',
    names:
      'RandomFlip RandomHorizontalFlip RandomVerticalFlip RandomCrop RandomResizedCrop RandomRotation RandomZoom RandomTranslation RandomContrast RandomBrightness RandomHue RandomSaturation RandomSharpness RandomAdjustSharpness RandomColorJitter RandomColorDegeneration RandomElasticTransform RandomErasing RandomGaussianBlur RandomGrayscale RandomInvert RandomPerspective RandomPosterize RandomPosterization RandomShear RandomSolarize RandomAffine RandomApply RandomAutocontrast RandomChoice RandomEqualize RandomOrder RandomHeight RandomWidth RandAugment AugMix AutoAugment AutoContrast TrivialAugmentWide Equalization Solarization ElasticTransform GaussianBlur Grayscale FiveCrop TenCrop ColorJitter Mixup CutMix ToTensor PILToTensor ToPILImage',
    instead: 'remove it: modelc trains on the images as they are',
  },
  {
    is: 'mlp',
    names: 'FeedForward FFN MultiLayerPerceptron MLPHead MLPBlock',
    instead: 'write `dense` and an activation for each of its sizes, or a block with a repeat over them',
  },
  {
    is: 'patch_embed',
    names: 'PatchEmbedding PatchEmbeddings Patchify',
    instead: 'write `conv2d` whose `kernel` and `stride` are the size of a patch',
  },
  {
    is: 'stop_gradient',
    names: 'Detach NoGrad',
    instead: 'write `trainable: false` on the layers that should not change',
  },
  { is: 'print', names: 'Debug Silence HDF5Output', instead: 'remove it: `modelc summary` shows all shapes' },
  { is: 'switch', names: 'If Case Cond Conditional Else', instead: 'write each alternative as items with `when`' },
  {
    is: 'sampling',
    names:
      'Reparameterize Reparametrize Reparameterization Sample Bernoulli Gaussian Rand Randn Multinomial RandomNormal RandomNormalLike RandomUniform RandomUniformLike',
    instead:
      'only `dropout` and `drop_path` draw random numbers: make the values outputs, and sample in your own program',
  },
  {
    is: 'output_layer',
    names: '',
    instead: 'remove it: the last value is the output, or the item with `output` next to it',
  },
  {
    is: 'loop',
    names: 'Scan For While',
    instead: 'write `repeat: { times: ..., layers: [...] }`, for a fixed number of times',
  },
  {
    is: 'sequential',
    names: 'ModuleList ModuleDict Module Container Features Classifier Backbone Pipeline Compose DataParallel Wrapper',
    instead: 'write the layers as items of the list, or put them into a block',
  },
  { is: 'lstm', names: 'LSTMCell LSTMUnit ConvLSTM ConvLSTM1D ConvLSTM2D ConvLSTM3D BiLSTM', instead: RECURRENT },
  { is: 'gru', names: 'GRUCell', instead: RECURRENT },
  {
    is: 'rnn',
    names:
      'SimpleRNN SimpleRNNCell RNNCell RNNBase RNNCellBase StackedRNNCells Recurrent CRNN Bidirectional TimeDistributed',
    instead: RECURRENT,
  },
  {
    is: 'embedding',
    names: 'EmbeddingBag ReversibleEmbedding LookupTable Embed',
    instead: 'give the model what the table has: an input with `length` and `channels`',
  },
  {
    is: 'position_embedding',
    names: 'PositionalEncoding PositionalEmbedding PositionEmbedding RotaryEmbedding PosEmbed PosEmbedding',
    instead: 'add it in the program that makes the inputs',
  },
  {
    is: 'attention',
    names:
      'MultiHeadAttention MultiheadAttention SelfAttention AdditiveAttention GroupQueryAttention DotProductAttention ScaledDotProductAttention AIFI PSA',
    instead: ATTENTION,
  },
  {
    is: 'transformer',
    names: 'TransformerEncoder TransformerEncoderLayer TransformerDecoder TransformerDecoderLayer TransformerBlock',
    instead: ATTENTION,
  },
  {
    is: 'squeeze_excite',
    names: 'SEBlock SELayer SqueezeExcitation SqueezeAndExcite ChannelAttention ECA EcaModule GlobalContext',
    instead: 'write it as a block: `global_avg_pool2d`, `dense`, `relu`, `dense`, `sigmoid`, joined by `multiply`',
  },
  {
    is: 'spatial_attention',
    names: 'CBAM',
    instead:
      'write it as a block: `concat` of `reduce_mean` and `reduce_max`, `conv2d`, `sigmoid`, joined to its input by `multiply`',
  },
  {
    is: 'conv_block',
    names:
      'ConvBlock DoubleConv BasicConv2d ConvModule ConvBN ConvBNReLU ConvBNAct ConvNormActivation Conv2dNormActivation Conv3dNormActivation DWConv LightConv GhostConv RepConv DWConvTranspose2d CrossConv MixConv2d BottleneckCSP C1 C2 C2f C2fAttn C2fCIB C2fPSA C2PSA C3 C3Ghost C3TR C3k2 C3x CIB A2C2f HGBlock HGStem RepC3 RepNCSPELAN4 ELAN1 SPPF SPPELAN SCDown AConv ADown ResNetLayer FeaturePyramidNetwork FPN DenseBlock Transition TransitionLayer Inception InceptionModule',
    instead: 'write it under `blocks`, of layers such as `conv2d`, `batch_norm` and `relu`, and then `use: NAME`',
  },
  {
    is: 'resnet',
    names:
      'ResNet18 ResNet34 ResNet50 ResNet101 ResNet152 VGG VGG11 VGG16 VGG19 AlexNet GoogLeNet DenseNet DenseNet121 EfficientNet MobileNet MobileNetV2 ConvNeXt ViT MLPMixer UNet TabNet stacked_cnn parallel_cnn conv_layers fc_layers TorchVision TFSMLayer TorchModuleWrapper JaxLayer FlaxLayer',
    instead: 'write its layers: a spec contains a whole net, or includes blocks from other files',
  },
  {
    is: 'yolo',
    names:
      'Region Detection Detect v10Detect WorldDetect RTDETRDecoder Segment Classify Pose OBB Proto DFL ISeg GaussianYolo NonMaxSuppression NMS BatchedNMS BoxIoU PriorBox DetectionOutput Anchor MaxNumBoundingBoxes',
    instead: DETECTION,
  },
  {
    is: 'accuracy',
    names: 'Metric CategoricalAccuracy BinaryAccuracy SparseCategoricalAccuracy TopKAccuracy Precision Recall AUC',
    instead: 'remove it: training reports loss and accuracy',
  },
  { is: 'cost', names: '', instead: 'a loss is not a layer: write `loss` in `train`' },
];
