import type { Pads } from '../../../dimensions/window';
import type { Attributes, GraphBuilder, Value } from '../graph-builder';
import { ints, text, type } from '../proto/attribute';
import { noPads, paddingAttributes } from './convolution';

/** A window of a pool. */
export interface PoolWindow {
  readonly kernel: readonly number[];
  readonly stride: readonly number[];
}

/** Padding of the input; `same` if TensorFlow has that word for it. */
export interface PoolPadding {
  readonly pads: Pads;
  readonly same?: boolean;
}

const NONE: PoolPadding = { pads: noPads };

/** The maximum of each window; padded cells never count. */
export function maxPool(g: GraphBuilder, x: Value, window: PoolWindow, { pads, same }: PoolPadding = NONE): Value {
  return g.add('MaxPool', [x], { ...windowAttributes(x, window), ...paddingAttributes(pads, same) });
}

/** The gradient goes to the first maximum of each window. */
export function maxPoolGradient(
  g: GraphBuilder,
  { x, output, gradient }: { readonly x: Value; readonly output: Value; readonly gradient: Value },
  window: PoolWindow,
  { pads, same }: PoolPadding = NONE,
): Value {
  const attributes = { ...windowAttributes(x, window), ...paddingAttributes(pads, same) };
  return g.add('MaxPoolGrad', [x, output, gradient], attributes);
}

/** TensorFlow pads means only with `SAME`, and then padded cells do not count. */
export type MeanPadding = 'VALID' | 'SAME';

export function avgPool(g: GraphBuilder, x: Value, window: PoolWindow, padding: MeanPadding): Value {
  return g.add('AvgPool', [x], { ...windowAttributes(x, window), padding: text(padding) });
}

/** The gradient of `avgPool` with respect to its input, which has the shape `sizes`. */
export function avgPoolGradient(
  g: GraphBuilder,
  { sizes, gradient }: { readonly sizes: Value; readonly gradient: Value },
  window: PoolWindow,
  padding: MeanPadding,
): Value {
  const attributes = { ...windowAttributes(gradient, window), padding: text(padding) };
  return g.add('AvgPoolGrad', [sizes, gradient], attributes, { type: gradient.type });
}

function windowAttributes(x: Value, { kernel, stride }: PoolWindow): Attributes {
  return {
    T: type(x.type),
    ksize: ints([1, ...kernel, 1]),
    strides: ints([1, ...stride, 1]),
    data_format: text('NHWC'),
  };
}
