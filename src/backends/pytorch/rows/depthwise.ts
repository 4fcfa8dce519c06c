import { channelCount } from '../../../dimensions/dimension';
import type { Window } from '../../../dimensions/window';
import { productOf } from '../../python/expression';
import { type Code, unless } from '../../source/code';
import { nn } from '../calls';
import type { LayerCode, Lowering, Row, StateEntry } from '../layer-code';
import { afterPadding, BIAS, paddingOf } from './convolution';

/** The common part of all depthwise convolutions. */
interface Depthwise extends Window {
  readonly multiplier: number;
}

type Lowerings = Lowering<'depthwise_conv1d'> | Lowering<'depthwise_conv2d'> | Lowering<'separable_conv2d'>;

/** A kernel `[...window, channel, multiplier]` in PyTorch's layout: channel * multiplier, 1, window. */
function depthwiseKernel(key: string, kernel: readonly number[], channels: number, multiplier: number): StateEntry {
  const axes = kernel.length;
  return { key, order: [axes, axes + 1, ...kernel.keys()], shape: [channels * multiplier, 1, ...kernel] };
}

/** A convolution with one group per channel, the text of its output channels, and its padding. */
function depthwiseModule(lowering: Lowerings, bias: Code | undefined) {
  const { inputs, scalar, pair } = lowering;
  const attributes: Depthwise = lowering.attributes;
  const [shape = []] = inputs;
  const [channels = ''] = lowering.channels;
  const multiplier = unless('1', scalar('multiplier', attributes.multiplier));
  const outputs = multiplier === undefined ? channels : productOf(channels, multiplier);
  const { argument, before } = paddingOf(attributes, shape, scalar);
  const module = nn(`Conv${attributes.kernel.length}d`, [channels, outputs, pair('kernel', attributes.kernel)], {
    stride: unless('1', pair('stride', attributes.stride)),
    padding: argument,
    dilation: unless('1', pair('dilation', attributes.dilation)),
    groups: unless('1', channels),
    bias,
  });
  return { module, outputs, before };
}

export function depthwiseConvolution(lowering: Lowering<'depthwise_conv1d'> | Lowering<'depthwise_conv2d'>): LayerCode {
  const { attributes, inputs, scalar } = lowering;
  const { kernel, multiplier, bias } = attributes;
  const [shape = []] = inputs;
  const biased = unless('True', scalar('bias', bias));
  const { module, outputs, before } = depthwiseModule(lowering, biased);
  return {
    ...afterPadding(module, before),
    channels: outputs,
    state: {
      kernel: depthwiseKernel('weight', kernel, channelCount(shape), multiplier),
      ...(bias && { bias: BIAS }),
    },
  };
}

export const separableConv2d: Row<'separable_conv2d'> = (lowering) => {
  const {
    attributes,
    inputs: [shape = []],
    scalar,
  } = lowering;
  const { kernel, multiplier, bias } = attributes;
  const filters = scalar('filters', attributes.filters);
  const { module, outputs, before } = depthwiseModule(lowering, 'False');
  const pointwise = nn('Conv2d', [outputs, filters, '1'], { bias: unless('True', scalar('bias', bias)) });
  return {
    ...afterPadding({ open: 'nn.Sequential(', items: [module, pointwise], close: ')', broken: true }, before),
    channels: filters,
    state: {
      depthwise_kernel: depthwiseKernel('0.weight', kernel, shape[2] ?? 0, multiplier),
      pointwise_kernel: { key: '1.weight', order: [3, 2, 0, 1] },
      ...(bias && { bias: { ...BIAS, key: '1.bias' } }),
    },
  };
};
