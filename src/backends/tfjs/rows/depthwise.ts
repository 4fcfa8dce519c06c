import type { Attributes } from '../../../schema/kinds';
import type { WeightSpec } from '../../../schema/layer';
import { unless } from '../../source/code';
import { builtIn, type LayerCode, type Lowered, type Lowering, type Row } from '../layer-code';
import { cellsOf, paddingOption, zeroPadding } from './padding';
import { initializerText } from './weights';

/** The attributes that all convolutions of single channels have. */
type Depthwise = Pick<Attributes<'separable_conv2d'>, 'kernel' | 'stride' | 'dilation' | 'padding'>;

/** tfjs cannot train dilated convolutions, and TensorFlow needs the same stride along both axes. */
export function depthwiseLayer(make: string, attributes: Depthwise, options: LayerCode['options']): Lowered {
  const { stride, dilation, padding } = attributes;
  const pads = cellsOf(attributes);
  const before = pads ? [zeroPadding(pads)] : [];
  const padded = { ...options, padding: paddingOption(padding) };
  const ordinary = stride[0] === stride[1] && dilation.every((distance) => distance === 1);
  if (ordinary) return { before, layer: builtIn(make, padded) };
  return { before, layer: { make: 'new DepthwiseConvolution2d', part: 'DepthwiseConvolution2d', options: padded } };
}

/** The initializers of such a convolution, and whether it is trained. */
export function depthwiseWeights(
  depthwise: WeightSpec | undefined,
  bias: WeightSpec | undefined,
): Record<string, string | undefined> {
  return {
    depthwiseInitializer: depthwise && initializerText(depthwise),
    biasInitializer: bias && unless("'zeros'", initializerText(bias) ?? "'glorotNormal'"),
    trainable: depthwise?.trainable === false ? 'false' : undefined,
  };
}

/** The layer of tfjs has another name for its kernel, and none exists for sequences. */
export function depthwiseConvolution(lowering: Lowering<'depthwise_conv1d'> | Lowering<'depthwise_conv2d'>): Lowered {
  const { attributes, weights, scalar, pair } = lowering;
  const pads = cellsOf(attributes);
  const options = {
    kernelSize: pair('kernel', attributes.kernel),
    depthMultiplier: unless('1', scalar('multiplier', attributes.multiplier)),
    strides: unless('1', pair('stride', attributes.stride)),
    dilationRate: unless('1', pair('dilation', attributes.dilation)),
    padding: paddingOption(attributes.padding),
    useBias: unless('true', scalar('bias', attributes.bias)),
    ...depthwiseWeights(weights.kernel, weights.bias),
  };
  const part = attributes.kernel.length === 1 ? 'DepthwiseConvolution1d' : 'DepthwiseConvolution2d';
  return { before: pads ? [zeroPadding(pads)] : [], layer: { make: `new ${part}`, part, options } };
}

export const separableConv2d: Row<'separable_conv2d'> = ({ attributes, weights, scalar, pair }) => {
  const { depthwise_kernel, pointwise_kernel, bias } = weights;
  return depthwiseLayer('separableConv2d', attributes, {
    filters: scalar('filters', attributes.filters),
    kernelSize: pair('kernel', attributes.kernel),
    depthMultiplier: unless('1', scalar('multiplier', attributes.multiplier)),
    strides: unless('1', pair('stride', attributes.stride)),
    dilationRate: unless('1', pair('dilation', attributes.dilation)),
    useBias: unless('true', scalar('bias', attributes.bias)),
    ...depthwiseWeights(depthwise_kernel, bias),
    pointwiseInitializer: pointwise_kernel && initializerText(pointwise_kernel),
  });
};
