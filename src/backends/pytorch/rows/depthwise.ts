import { channelCount } from '../../../dimensions/dimension';
import { productOf } from '../../python/expression';
import { type Code, unless } from '../../source/code';
import { nn } from '../calls';
import type { LayerCode, Lowering, Row, StateEntry } from '../layer-code';
import { BIAS, convolutionCode } from './convolution';

type Lowerings = Lowering<'depthwise_conv1d'> | Lowering<'depthwise_conv2d'> | Lowering<'separable_conv2d'>;

/** A kernel `[...window, channel, multiplier]` in PyTorch's layout: channel * multiplier, 1, window. */
function depthwiseKernel(key: string, kernel: readonly number[], channels: number, multiplier: number): StateEntry {
  const axes = kernel.length;
  return { key, order: [axes, axes + 1, ...kernel.keys()], shape: [channels * multiplier, 1, ...kernel] };
}

/** A convolution with one group per channel, and the text of its output channels. */
function depthwiseCode(lowering: Lowerings, bias: Code | undefined) {
  const {
    attributes,
    scalar,
    channels: [channels = ''],
  } = lowering;
  const multiplier = unless('1', scalar('multiplier', attributes.multiplier));
  const outputs = multiplier === undefined ? channels : productOf(channels, multiplier);
  const options = { groups: unless('1', channels), bias };
  return { ...convolutionCode(lowering, { inputs: channels, outputs, options }), outputs };
}

export function depthwiseConvolution(lowering: Lowering<'depthwise_conv1d'> | Lowering<'depthwise_conv2d'>): LayerCode {
  const { attributes, inputs, scalar } = lowering;
  const { kernel, multiplier, bias } = attributes;
  const [shape = []] = inputs;
  const { outputs, ...code } = depthwiseCode(lowering, unless('True', scalar('bias', bias)));
  return {
    ...code,
    channels: outputs,
    state: {
      kernel: depthwiseKernel('weight', kernel, channelCount(shape), multiplier),
      ...(bias && { bias: BIAS }),
    },
  };
}

/** One `nn.Sequential` of both convolutions, after the padding of the first. */
export const separableConv2d: Row<'separable_conv2d'> = (lowering) => {
  const {
    attributes,
    inputs: [shape = []],
    scalar,
  } = lowering;
  const { kernel, multiplier, bias } = attributes;
  const filters = scalar('filters', attributes.filters);
  const { module: depthwise, modules, expression, outputs } = depthwiseCode(lowering, 'False');
  const pointwise = nn('Conv2d', [outputs, filters, '1'], { bias: unless('True', scalar('bias', bias)) });
  const module: Code = { open: 'nn.Sequential(', items: [depthwise, pointwise], close: ')', broken: true };
  return {
    module,
    modules: modules?.map((each) => (each === depthwise ? module : each)),
    expression,
    channels: filters,
    state: {
      depthwise_kernel: depthwiseKernel('0.weight', kernel, shape[2] ?? 0, multiplier),
      pointwise_kernel: { key: '1.weight', order: [3, 2, 0, 1] },
      ...(bias && { bias: { ...BIAS, key: '1.bias' } }),
    },
  };
};
