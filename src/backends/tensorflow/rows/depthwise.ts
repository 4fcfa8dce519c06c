import { entry } from '../../../dimensions/dimension';
import { alongAxes, isUnpadded, padsOf, passesCells, samePads, slide, type Window } from '../../../dimensions/window';
import type { Attributes, GraphBuilder, Value } from '../graph-builder';
import { machine } from '../machine';
import { batchedShape, crop, insertZeros, pad, subsample } from '../ops/layout';
import { ints, text, type } from '../proto/attribute';
import { dilateKernel } from './dilate-kernel';

/** A separate convolution of each channel, with its gradients. */
export interface Depthwise {
  readonly output: Value;
  back(gradient: Value): Value;
  kernelGradient(gradient: Value): Value;
}

/** The operands: images of `height x width x channels`, and a kernel of `[rows, columns, channels, multiplier]`. */
export interface DepthwiseInputs {
  readonly x: Value;
  readonly shape: readonly number[];
  readonly kernel: Value;
  readonly kernelShape: readonly number[];
}

/**
 * TensorFlow needs equal strides and no dilation: otherwise it runs with stride one and selects the wanted outputs, and the
 * kernel gets zeros between its taps. Pads other than those of `SAME` are added around the input: with explicit ones, oneDNN's
 * gradients crash the process.
 */
export function convolveDepthwise(g: GraphBuilder, window: Window, inputs: DepthwiseInputs): Depthwise {
  const { x, shape } = inputs;
  const { stride, dilation } = window;
  const even = stride[0] === stride[1];
  const kernel = dilateKernel(g, inputs.kernel, inputs.kernelShape, dilation);
  const [rows = 0, columns = 0, channels = 0, multiplier = 0] = kernel.shape;
  const steps = [1, ...stride, 1];
  const { padding, pads, fine } = planPadding(window, shape, [rows, columns], even);
  const padded = padding === 'PAD' ? pad(g, x, pads) : x;
  const single: Attributes = {
    T: type(x.type),
    strides: ints([1, 1, 1, 1]),
    dilations: ints([1, 1, 1, 1]),
    data_format: text('NHWC'),
    padding: text(padding === 'SAME' ? 'SAME' : 'VALID'),
    explicit_paddings: ints([]),
  };
  const attributes: Attributes = even ? { ...single, strides: ints(steps) } : single;
  const subsampled = even && machine.faults.kernelGradientOfPassedCells && passesCells([rows, columns], stride);
  const places = g.add('DepthwiseConv2dNative', [padded, kernel.dilated], attributes);
  const everyPlace = (gradient: Value): Value =>
    even ? gradient : insertZeros(g, gradient, batchedShape(g, x, [...fine, channels * multiplier]), steps);

  return {
    output: even ? places : subsample(g, places, steps),
    back(gradient) {
      const sources = [g.shapeOf(padded), kernel.dilated, everyPlace(gradient)];
      const found = g.add('DepthwiseConv2dNativeBackpropInput', sources, attributes, { type: x.type });
      return padding === 'PAD' ? crop(g, found, pads, shape) : found;
    },
    kernelGradient(gradient) {
      const read = subsampled ? subsample(g, padded, steps) : padded;
      const sources = [read, g.list(kernel.shape), everyPlace(gradient)];
      const found = g.add('DepthwiseConv2dNativeBackpropFilter', sources, subsampled ? single : attributes);
      return kernel.gather(found);
    },
  };
}

/** How the input is padded, and the sizes of the output with stride one. */
function planPadding(window: Window, shape: readonly number[], reach: readonly number[], even: boolean) {
  const sizes = shape.slice(0, -1);
  const pads = padsOf(window, sizes);
  const single = reach.map(() => 1);
  const dilated: Window = { kernel: reach, stride: even ? window.stride : single, dilation: single, padding: 'same' };
  const padding = isUnpadded(pads) ? 'VALID' : samePads(pads, padsOf(dilated, sizes)) ? 'SAME' : 'PAD';
  const fine = alongAxes({ ...dilated, stride: single }, pads).map((axis, index) => slide(entry(sizes, index), axis));
  return { padding, pads, fine } as const;
}
