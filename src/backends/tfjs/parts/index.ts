import { batchNorm } from './batch-norm';
import { channelProduct } from './channel-product';
import { depthwiseConvolution2d } from './depthwise-convolutions';
import { exponentialLinearUnit } from './exponential-linear-unit';
import { groupedConv2d } from './grouped-conv2d';
import { layerNorm } from './layer-norm';
import { localResponseNormalization } from './local-response-normalization';
import { lowestPadding2d } from './lowest-padding2d';
import { paddedAveragePooling2d } from './padded-average-pooling2d';
import { relu6 } from './relu6';
import { adaptiveAveragePooling2d, bilinearUpsampling2d } from './resampling2d';
import { scale } from './scale';
import { transposedConvolution2d } from './transposed-convolution2d';

/** Layers that tfjs lacks, as classes that a generated program holds where it needs them. */
export const parts = {
  AdaptiveAveragePooling2d: adaptiveAveragePooling2d,
  BatchNorm: batchNorm,
  BilinearUpsampling2d: bilinearUpsampling2d,
  ChannelProduct: channelProduct,
  DepthwiseConvolution2d: depthwiseConvolution2d,
  ExponentialLinearUnit: exponentialLinearUnit,
  GroupedConv2d: groupedConv2d,
  LayerNorm: layerNorm,
  LocalResponseNormalization: localResponseNormalization,
  LowestPadding2d: lowestPadding2d,
  PaddedAveragePooling2d: paddedAveragePooling2d,
  Relu6: relu6,
  Scale: scale,
  TransposedConvolution2d: transposedConvolution2d,
} as const;

export type PartName = keyof typeof parts;
