import type { ForeignWord } from '../foreign-word';

/** What to do with a sequence where only images have a layer. */
function asImage(kind: string, attributes: string): string {
  return `reshape the sequence to an image of one row, \`reshape: { shape: [1, length, channels] }\`, and write \`${kind}\` with \`${attributes}\``;
}

const PADDING_ORDER =
  'it lists the cells as `[top, bottom, left, right]`, where PyTorch has `[left, right, top, bottom]`';
const GLOBAL_IN_DARKNET =
  '`avgpool` is `global_avg_pool2d` in Darknet, and `adaptive_avg_pool2d` in the nets of torchvision';

/** Convolutions, pools, and what else changes heights and widths. */
export const windowOperations: readonly ForeignWord[] = [
  { is: 'conv1d', names: 'Convolution1D Conv Convolution Convolutional TemporalConvolution' },
  { is: 'conv2d', names: 'Convolution2D Conv Convolution Convolutional SpatialConvolution' },
  { is: 'conv3d', names: 'Convolution3D Conv Convolution' },
  { is: 'depthwise_conv1d', names: 'DepthwiseConv DepthwiseConvolution' },
  { is: 'depthwise_conv2d', names: 'DepthwiseConv DepthwiseConvolution ConvolutionDepthwise DepthwiseConv2dNative' },
  {
    is: 'separable_conv1d',
    names: 'SeparableConvolution1D SeparableConv',
    instead: 'write a `depthwise_conv1d` and a `conv1d` with kernel 1',
  },
  { is: 'separable_conv2d', names: 'SeparableConvolution2D SeparableConv' },
  {
    is: 'conv1d_transpose',
    names:
      'ConvTranspose1d Conv1DTranspose Convolution1DTranspose Deconv1d Deconvolution1D ConvTranspose Deconv Deconvolution',
    instead: asImage('conv2d_transpose', 'kernel: [1, 4], stride: [1, 2]'),
  },
  {
    is: 'conv2d_transpose',
    names:
      'ConvTranspose2d Conv2DTranspose Convolution2DTranspose Conv2dTransposed TransposedConv2d Deconv2d Deconvolution2D ConvTranspose Deconv Deconvolution Deconvolutional',
  },
  {
    is: 'conv3d_transpose',
    names: 'ConvTranspose3d Conv3DTranspose Deconv3d Deconvolution3D',
  },
  {
    is: 'locally_connected2d',
    names: 'LocallyConnected1D LocallyConnected2D local local2d',
    instead: 'the nearest is `conv2d`, which shares its kernel between all places',
  },
  {
    is: 'deform_conv2d',
    names: 'DeformConv DeformConv2d DeformableConv2d DeformableConvolution',
    instead: 'the nearest is `conv2d`, whose windows are the same at every place',
  },
  {
    is: 'unfold',
    names: 'Fold Im2col Col2im',
    instead: 'the nearest is `space_to_depth`, for windows that do not overlap',
  },
  {
    is: 'grid_sample',
    names: 'AffineGrid SpatialTransformer',
    instead: 'modelc samples at fixed places only: `resize2d`, `crop2d`',
  },
  { is: 'dense', names: 'Linear InnerProduct Gemm FullyConnected FC Affine conn connected' },
  { is: 'max_pool1d', names: 'MaxPooling1D MaxPool MaxPooling TemporalMaxPooling' },
  { is: 'max_pool2d', names: 'MaxPooling2D MaxPool MaxPooling SpatialMaxPooling' },
  { is: 'm', names: '', instead: 'the `M` in lists of VGG is `- max_pool2d: { kernel: 2 }`' },
  { is: 'max_pool3d', names: 'MaxPooling3D' },
  { is: 'avg_pool1d', names: 'AveragePooling1D AveragePool AveragePooling' },
  { is: 'avg_pool1d', names: 'AvgPool', differs: GLOBAL_IN_DARKNET },
  { is: 'avg_pool2d', names: 'AveragePooling2D AveragePool AveragePooling LocalAvgPool' },
  { is: 'avg_pool2d', names: 'AvgPool', differs: GLOBAL_IN_DARKNET },
  { is: 'avg_pool3d', names: 'AveragePooling3D' },
  {
    is: 'min_pool2d',
    names: 'MinPooling2D MinPool MinPooling',
    instead: 'write `- scale: { factor: -1 }` before and after a `max_pool2d`',
  },
  {
    is: 'lp_pool2d',
    names: 'LpPool LpPool1d LpPool2d LPPool1d LPPool2d LPPool3d GlobalLpPool StochasticPool',
    instead: 'the nearest are `avg_pool2d` and `max_pool2d`',
  },
  {
    is: 'fractional_max_pool2d',
    names: 'FractionalMaxPool FractionalMaxPool3d',
    instead: 'the nearest is `max_pool2d`, whose windows all have the same size',
  },
  { is: 'max_unpool2d', names: 'MaxUnpool MaxUnpool1d MaxUnpool3d', instead: 'the nearest is `upsample2d`' },
  { is: 'blur_pool', names: 'BlurPool2d', instead: 'the nearest is `avg_pool2d`' },
  { is: 'select_adaptive_pool2d', names: '', instead: 'write `global_avg_pool2d` or `global_max_pool2d`' },
  {
    is: 'spatial_pyramid_pool',
    names:
      'SPP SpatialPyramidPooling ROIPooling RoiPool RoiAlign MaxRoiPool PSROIPooling PSRoIPool PSRoIAlign MultiScaleRoIAlign',
    instead: 'modelc pools windows of fixed sizes: `max_pool2d`, `adaptive_avg_pool2d`',
  },
  {
    is: 'adaptive_avg_pool1d',
    names: 'AdaptiveAveragePool1d AdaptiveAveragePooling1D',
    instead: 'the nearest is `global_avg_pool1d`',
  },
  { is: 'adaptive_avg_pool2d', names: 'AdaptiveAvgPool AdaptiveAveragePool2d AdaptiveAveragePooling2D' },
  {
    is: 'adaptive_avg_pool3d',
    names: 'AdaptiveAveragePool3d AdaptiveAveragePooling3D',
    instead: 'the nearest is `adaptive_avg_pool2d`, for images',
  },
  {
    is: 'adaptive_max_pool1d',
    names: 'AdaptiveMaxPooling1D',
    instead: 'the nearest is `max_pool1d`, with a kernel that gives the size',
  },
  {
    is: 'adaptive_max_pool2d',
    names: 'AdaptiveMaxPool AdaptiveMaxPooling2D',
  },
  { is: 'adaptive_max_pool3d', names: 'AdaptiveMaxPooling3D', instead: 'the nearest is `max_pool2d`' },
  { is: 'global_avg_pool1d', names: 'GlobalAveragePooling1D GlobalAveragePool1d GlobalAveragePool GlobalAvgPool GAP' },
  {
    is: 'global_avg_pool2d',
    names: 'GlobalAveragePooling2D GlobalAveragePool2d GlobalAveragePool GlobalAvgPool GAP',
  },
  { is: 'global_avg_pool3d', names: 'GlobalAveragePooling3D' },
  {
    is: 'global_max_pool1d',
    names: 'GlobalMaxPooling1D GlobalMaxPool',
    instead: 'write a `max_pool1d` over the whole length, then `flatten`',
  },
  { is: 'global_max_pool2d', names: 'GlobalMaxPooling2D GlobalMaxPool' },
  { is: 'global_max_pool3d', names: 'GlobalMaxPooling3D' },
  { is: 'upsample1d', names: 'UpSampling1D Upsample', instead: asImage('upsample2d', 'factor: [1, 2]') },
  {
    is: 'upsample2d',
    names:
      'UpSampling2D Upsample Interpolate Interp UpsamplingNearest2d UpsamplingBilinear2d UpsampleNearest UpsampleBilinear',
    differs:
      'it takes `factor`, and `interpolation: bilinear` where the other framework interpolates; for a size, write `resize2d`',
  },
  { is: 'upsample3d', names: 'UpSampling3D' },
  {
    is: 'resize2d',
    names: 'Resizing ImageResize ResizeBilinear ResizeNearest Resize',
    differs: 'it interpolates; `upsample2d` repeats cells, by whole factors',
  },
  { is: 'depth_to_space', names: '' },
  { is: 'depth_to_space', names: 'PixelShuffle SubPixel', differs: "PyTorch's order of channels is `order: crd`" },
  { is: 'space_to_depth', names: '' },
  {
    is: 'space_to_depth',
    names: 'Focus',
    differs: 'a convolution follows it in YOLOv5, whose order of channels differs',
  },
  {
    is: 'space_to_depth',
    names: 'Reorg Reorg3d',
    differs: "Darknet's order of channels differs, so that its weights do not fit",
  },
  {
    is: 'space_to_depth',
    names: 'PixelUnshuffle',
    differs: "PyTorch's order of channels is `order: crd`",
  },
  { is: 'channel_shuffle', names: 'ShuffleChannel Shuffle NativeChannelShuffle' },
  {
    is: 'chomp1d',
    names: 'Chomp Trim',
    instead:
      'write `padding: causal` on the convolution, which pads only at the start; or cut by `slice: { axis: length, end: ... }`',
  },
  { is: 'zero_pad1d', names: 'ZeroPadding1D ConstantPad1d', instead: 'write `padding` on the layer after it' },
  { is: 'zero_pad2d', names: 'ConstantPad2d', differs: PADDING_ORDER },
  { is: 'zero_pad2d', names: 'ZeroPadding2D' },
  { is: 'zero_pad2d', names: 'Pad', differs: `${PADDING_ORDER}; for other cells than zeros, write \`pad2d\`` },
  {
    is: 'flip',
    names: 'Roll Rot90 Reverse ReverseSequence',
    instead: 'cut the value by `slice`, and join the parts in another order by `concat`',
  },
  { is: 'zero_pad3d', names: 'ZeroPadding3D ConstantPad3d' },
  {
    is: 'pad2d',
    names: 'ReflectionPad2d ReflectPad2d MirrorPad ReplicationPad2d ReplicatePad2d EdgePad CircularPad2d',
    differs: `it takes \`mode\`: \`reflect\`, \`replicate\` or \`circular\`; ${PADDING_ORDER}`,
  },
  {
    is: 'reflection_pad1d',
    names: 'ReflectionPad3d ReplicationPad1d ReplicationPad3d CircularPad1d CircularPad3d',
    instead: 'the nearest is `pad2d`, for images',
  },
  {
    is: 'crop2d',
    names: 'Cropping2D',
  },
  {
    is: 'crop2d',
    names: 'Crop CenterCrop CenterCropPad Cropping1D Cropping3D',
    differs: 'it takes the cells to remove on each side; `slice` cuts along any axis',
  },
];
