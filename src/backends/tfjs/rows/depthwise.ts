import type { WeightSpec } from '../../../schema/layer';
import { type Code, line, operand, unless } from '../../source/code';
import { TIGHTEST } from '../../source/language';
import { builtIn, type Lowered, type Lowering, type Row } from '../layer-code';
import { slidingOf } from './convolution';
import { initializerText } from './weights';

/** The initializers of such a convolution, and whether it is trained. */
export function depthwiseWeights(
  depthwise: WeightSpec | undefined,
  bias: WeightSpec | undefined,
  kernel: Code,
): Record<string, Code | undefined> {
  return {
    depthwiseInitializer: depthwise && (fannedIn(depthwise, kernel) ?? initializerText(depthwise)),
    biasInitializer: bias && unless("'zeros'", initializerText(bias) ?? "'glorotNormal'"),
    trainable: depthwise?.trainable === false ? 'false' : undefined,
  };
}

/**
 * He's normal distribution, whose deviation follows from the cells of a kernel, if its size is an expression; undefined for others. `kernel`
 * is the code of the size.
 */
function fannedIn({ initializer, shape: [rows = 0, columns] }: WeightSpec, kernel: Code): Code | undefined {
  const isExpression = typeof kernel !== 'string' && 'text' in kernel && rows === columns;
  if (!isExpression || initializer.type !== 'he_normal' || initializer.fanIn !== rows ** 2) return undefined;
  return line`tf.initializers.truncatedNormal({ stddev: Math.sqrt(2 / ${operand(kernel, TIGHTEST)} ** 2) })`;
}

/** The layer of tfjs has another name for its kernel, and none exists for sequences. */
export function depthwiseConvolution(lowering: Lowering<'depthwise_conv1d'> | Lowering<'depthwise_conv2d'>): Lowered {
  const { attributes, weights, scalar, pair } = lowering;
  const { before, strides, padding } = slidingOf(lowering);
  const options = {
    kernelSize: pair('kernel', attributes.kernel),
    depthMultiplier: unless('1', scalar('multiplier', attributes.multiplier)),
    strides,
    dilationRate: unless('1', pair('dilation', attributes.dilation)),
    padding,
    useBias: unless('true', scalar('bias', attributes.bias)),
    ...depthwiseWeights(weights.kernel, weights.bias, pair('kernel', attributes.kernel)),
  };
  const part = attributes.kernel.length === 1 ? 'DepthwiseConvolution1d' : 'DepthwiseConvolution2d';
  return { before, layer: { make: `new ${part}`, part, options } };
}

/**
 * tfjs cannot train dilated convolutions and forgets `depthMultiplier` in saved models, and TensorFlow needs the same stride along both
 * axes.
 */
export const separableConv2d: Row<'separable_conv2d'> = (lowering) => {
  const { attributes, weights, scalar, pair } = lowering;
  const { depthwise_kernel, pointwise_kernel, bias } = weights;
  const { stride, dilation } = attributes;
  const { before, strides, padding } = slidingOf(lowering);
  const options = {
    filters: scalar('filters', attributes.filters),
    kernelSize: pair('kernel', attributes.kernel),
    depthMultiplier: unless('1', scalar('multiplier', attributes.multiplier)),
    strides,
    dilationRate: unless('1', pair('dilation', dilation)),
    useBias: unless('true', scalar('bias', attributes.bias)),
    ...depthwiseWeights(depthwise_kernel, bias, pair('kernel', attributes.kernel)),
    pointwiseInitializer: pointwise_kernel && initializerText(pointwise_kernel),
    padding,
  };
  const part = 'DepthwiseConvolution2d';
  const uneven = strides !== undefined && stride[0] !== stride[1];
  const multiplies = options.depthMultiplier !== undefined;
  const ordinary = !uneven && !multiplies && dilation.every((distance) => distance === 1);
  return {
    before,
    layer: ordinary ? builtIn('separableConv2d', options) : { make: `new ${part}`, part, options },
  };
};
