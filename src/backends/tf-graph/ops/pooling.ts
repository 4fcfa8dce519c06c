import type { Pads } from '../../../dimensions/window';
import type { Attributes, GraphBuilder, Value } from '../graph-builder';
import { ints, text, type } from '../proto/attribute';
import { noPads, paddingAttributes } from './convolution';

type Pair = readonly [number, number];

/** A window of a pool. */
export interface PoolWindow {
  readonly kernel: Pair;
  readonly stride: Pair;
}

/** The largest of each window; padded cells never win. */
export function maxPool(g: GraphBuilder, x: Value, window: PoolWindow, pads: Pads = noPads): Value {
  return g.add('MaxPool', [x], { ...windowAttributes(x, window), ...paddingAttributes(pads) });
}

/** The slope goes to the first maximum of each window. */
export function maxPoolSlope(
  g: GraphBuilder,
  x: Value,
  output: Value,
  slope: Value,
  window: PoolWindow,
  pads: Pads = noPads,
): Value {
  return g.add('MaxPoolGrad', [x, output, slope], { ...windowAttributes(x, window), ...paddingAttributes(pads) });
}

/** TensorFlow pads means by `SAME` alone, and then padded cells do not count. */
export type MeanPadding = 'VALID' | 'SAME';

export function avgPool(g: GraphBuilder, x: Value, window: PoolWindow, padding: MeanPadding): Value {
  return g.add('AvgPool', [x], { ...windowAttributes(x, window), padding: text(padding) });
}

/** The slope of `avgPool` with regard to its input, which has the shape `sizes`. */
export function avgPoolSlope(
  g: GraphBuilder,
  sizes: Value,
  slope: Value,
  window: PoolWindow,
  padding: MeanPadding,
): Value {
  const attributes = { ...windowAttributes(slope, window), padding: text(padding) };
  return g.add('AvgPoolGrad', [sizes, slope], attributes, { type: slope.type });
}

function windowAttributes(x: Value, { kernel, stride }: PoolWindow): Attributes {
  return {
    T: type(x.type),
    ksize: ints([1, ...kernel, 1]),
    strides: ints([1, ...stride, 1]),
    data_format: text('NHWC'),
  };
}
