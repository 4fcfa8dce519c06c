import { isUnpadded, type Pads, padsOf, passesCells, samePads, type Window } from '../../../dimensions/window';
import type { Attributes, GraphBuilder, Value } from '../graph-builder';
import { machine } from '../machine';
import { flag, ints, text, type } from '../proto/attribute';
import { multiply } from './arithmetic';
import { subsample } from './layout';

/** A window in TensorFlow's terms. */
export interface Sliding {
  readonly stride: readonly number[];
  readonly pads: Pads;
  /** Pads for which TensorFlow has the word `SAME`: oneDNN supports that, and explicit ones only in some operations. */
  readonly same?: boolean;
}

/** A convolution whose gradients are needed. */
export interface Convolution {
  readonly x: Value;
  /** `[height, width]` of `x`. */
  readonly image: readonly number[];
  readonly kernel: Value;
  /** `[rows, columns, in / groups, out]`. */
  readonly shape: readonly number[];
  readonly groups: number;
  readonly sliding: Sliding;
  /** Its window is one cell with stride one, and its gradients are matrix products. */
  readonly byProducts?: boolean;
}

export interface ConvolutionGradients {
  readonly input: Value;
  readonly kernel: Value;
}

export const noPads: Pads = [
  [0, 0],
  [0, 0],
];

/** Stride one, without padding. */
export const singleSteps: Sliding = { stride: [1, 1], pads: noPads };

/** `[batch, height, width, in]` with `[rows, columns, in / groups, out]`: groups follow from the two. */
export function convolve(g: GraphBuilder, x: Value, kernel: Value, sliding: Sliding): Value {
  return g.add('Conv2D', [x, kernel], attributesOf(x, sliding));
}

/** The forward pass of a layer: `convolve`, or multiplication by a kernel of one number, which is the same. */
export function convolveForward(
  g: GraphBuilder,
  { x, kernel, shape, sliding }: Pick<Convolution, 'x' | 'kernel' | 'shape' | 'sliding'>,
): Value {
  const { stride, pads } = sliding;
  const single = [...shape, ...stride].every((count) => count === 1) && isUnpadded(pads);
  return single && machine.faults.biasedConvolutionByOneNumber
    ? multiply(g, x, kernel)
    : convolve(g, x, kernel, sliding);
}

/** The gradient of `convolve` with respect to its input, which has the shape `sizes`. */
export function convolveBack(
  g: GraphBuilder,
  { sizes, kernel, gradient }: { readonly sizes: Value; readonly kernel: Value; readonly gradient: Value },
  sliding: Sliding,
): Value {
  return g.add('Conv2DBackpropInput', [sizes, kernel, gradient], attributesOf(gradient, sliding), {
    type: gradient.type,
  });
}

/** The gradient of `convolve` with respect to its kernel; pads are none, or those of `SAME`. */
export function convolveKernel(
  g: GraphBuilder,
  { x, shape, gradient }: { readonly x: Value; readonly shape: readonly number[]; readonly gradient: Value },
  sliding: Sliding,
): Value {
  const subsampled = machine.faults.kernelGradientOfPassedCells && passesCells(shape.slice(0, -2), sliding.stride);
  const [read, steps] = subsampled ? [subsample(g, x, [1, ...sliding.stride, 1]), singleSteps] : [x, sliding];
  return g.add('Conv2DBackpropFilter', [read, g.list(shape), gradient], attributesOf(read, steps));
}

export function addBias(g: GraphBuilder, x: Value, bias: Value): Value {
  return g.add('BiasAdd', [x, bias], { T: type(x.type), data_format: text('NHWC') });
}

/** The gradient of a bias: the sum over all but the last axis. */
export function biasGradient(g: GraphBuilder, gradient: Value): Value {
  return g.add('BiasAddGrad', [gradient], { T: type(gradient.type), data_format: text('NHWC') });
}

function attributesOf(x: Value, { stride, pads, same }: Sliding): Attributes {
  return {
    T: type(x.type),
    strides: ints([1, ...stride, 1]),
    dilations: ints([1, 1, 1, 1]),
    use_cudnn_on_gpu: flag(true),
    data_format: text('NHWC'),
    ...paddingAttributes(pads, same),
  };
}

/** Padding as accepted by every window of TensorFlow. */
export function paddingAttributes(pads: Pads, same = false): Attributes {
  if (same || isUnpadded(pads)) return { padding: text(same ? 'SAME' : 'VALID'), explicit_paddings: ints([]) };
  return { padding: text('EXPLICIT'), explicit_paddings: ints([0, 0, ...pads.flat(), 0, 0]) };
}

/** Whether pads are those that TensorFlow means by `SAME`. */
export function isSame(pads: Pads, sizes: readonly number[], window: Window): boolean {
  return samePads(pads, padsOf({ ...window, padding: 'same' }, sizes));
}
