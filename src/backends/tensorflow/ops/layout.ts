import type { Pad, Pads } from '../../../dimensions/window';
import type { GraphBuilder, Value } from '../graph-builder';
import { int, type } from '../proto/attribute';
import { numberLike } from './arithmetic';

/** The same numbers in another shape; -1 is inferred. */
export function reshape(g: GraphBuilder, x: Value, sizes: readonly number[]): Value {
  return reshapeTo(g, x, g.list(sizes));
}

/** Like `reshape`, to a shape known at run time. */
export function reshapeTo(g: GraphBuilder, x: Value, sizes: Value): Value {
  return g.add('Reshape', [x, sizes], { T: type(x.type), Tshape: type('int32') });
}

/** In the shape of another value. */
export function reshapeLike(g: GraphBuilder, x: Value, other: Value): Value {
  return reshapeTo(g, x, g.shapeOf(other));
}

/** Repeats a value along axes of size 1. */
export function broadcastTo(g: GraphBuilder, x: Value, sizes: Value): Value {
  return g.add('BroadcastTo', [x, sizes], { T: type(x.type), Tidx: type('int32') });
}

/** From `begin` on, `size` along each axis; -1 is the rest. */
export function slice(g: GraphBuilder, x: Value, begin: readonly number[], size: readonly number[]): Value {
  return g.add('Slice', [x, g.list(begin), g.list(size)], { T: type(x.type), Index: type('int32') });
}

/** An axis of a value with that many; the batch is 0. */
export interface AxisOf {
  readonly rank: number;
  readonly axis: number;
}

/** Cells of an axis. */
interface Range {
  readonly from: number;
  readonly count: number;
}

/** This many cells along an axis, and all along the others. */
export function sliceAlong(g: GraphBuilder, x: Value, { rank, axis }: AxisOf, { from, count }: Range): Value {
  const each = (others: number, own: number): number[] =>
    Array.from({ length: rank }, (_, at) => (at === axis ? own : others));
  return slice(g, x, each(0, from), each(-1, count));
}

/** Adds zeros before and after the cells of an axis. */
export function padAlong(g: GraphBuilder, x: Value, { rank, axis }: AxisOf, pads: Pad): Value {
  const cells = Array.from({ length: rank }, (_, at) => (at === axis ? pads : [0, 0])).flat();
  return g.add('Pad', [x, g.constant('int32', [rank, 2], cells)], { T: type(x.type), Tpaddings: type('int32') });
}

/** Along the last axis. */
export function sliceChannels(g: GraphBuilder, x: Value, rank: number, range: Range): Value {
  return sliceAlong(g, x, { rank, axis: rank - 1 }, range);
}

/**
 * Splits what `concatAlong` joined, by the cells of each: one `Slice` each. `SplitV` would be one operation, but oneDNN's
 * rewriter pairs the `BiasAddGrad` and the `Conv2DBackpropFilter` of different outputs of one node, and gives a bias the
 * gradient of its neighbour.
 */
export function splitAlong(g: GraphBuilder, x: Value, along: AxisOf, counts: readonly number[]): Value[] {
  let from = 0;
  return counts.map((count) => {
    from += count;
    return sliceAlong(g, x, along, { from: from - count, count });
  });
}

/** Splits what `concatChannels` joined. */
export function splitChannels(g: GraphBuilder, x: Value, rank: number, counts: readonly number[]): Value[] {
  return splitAlong(g, x, { rank, axis: rank - 1 }, counts);
}

/** Permutes the axes of a value. */
export function transpose(g: GraphBuilder, x: Value, axes: readonly number[]): Value {
  return g.add('Transpose', [x, g.list(axes)], { T: type(x.type), Tperm: type('int32') });
}

/** Joins values of a rank along the last axis. */
export function concatChannels(g: GraphBuilder, values: readonly Value[], rank: number): Value {
  return concatAlong(g, values, rank - 1);
}

/** Joins values along an axis; the batch is 0. */
export function concatAlong(g: GraphBuilder, values: readonly Value[], axis: number): Value {
  const [first] = values;
  if (!first) throw new Error('a concat of nothing was asked for');
  if (values.length === 1) return first;
  const attributes = { N: int(values.length), T: type(first.type), Tidx: type('int32') };
  return g.add('ConcatV2', [...values, g.scalar(axis, 'int32')], attributes, { type: first.type });
}

/** Adds cells of `value` around all axes between batch and channels. */
export function pad(g: GraphBuilder, x: Value, pads: Pads, value = 0): Value {
  const cells = g.constant('int32', [pads.length + 2, 2], [0, 0, ...pads.flat(), 0, 0]);
  const attributes = { T: type(x.type), Tpaddings: type('int32') };
  return g.add('PadV2', [x, cells, numberLike(g, x, value)], attributes);
}

/** Removes cells around such a value: keeps `sizes` along each axis. */
export function crop(g: GraphBuilder, x: Value, pads: Pads, sizes: readonly number[]): Value {
  const begin = [0, ...pads.map(([before]) => before), 0];
  return slice(g, x, begin, [-1, ...sizes.slice(0, pads.length), -1]);
}

/** Every `strides`-th cell along each axis. */
export function subsample(g: GraphBuilder, x: Value, strides: readonly number[]): Value {
  const zeros = g.list(strides.map(() => 0));
  const steps = g.list(strides);
  return g.add('StridedSlice', [x, zeros, zeros, steps], stridedAttributes(x, strides.length));
}

/** The inverse of `subsample`: the cells of a value at every `strides`-th position of zeros. */
export function insertZeros(g: GraphBuilder, x: Value, sizes: Value, strides: readonly number[]): Value {
  const zeros = g.list(strides.map(() => 0));
  const steps = g.list(strides);
  const attributes = stridedAttributes(x, strides.length);
  return g.add('StridedSliceGrad', [sizes, zeros, zeros, steps, x], attributes, { type: x.type });
}

/** All axes from their start to their end. */
function stridedAttributes(x: Value, rank: number) {
  const whole = int(2 ** rank - 1);
  return { T: type(x.type), Index: type('int32'), begin_mask: whole, end_mask: whole };
}

/** The shape with the batch size of another value. */
export function batchedShape(g: GraphBuilder, x: Value, sizes: readonly number[]): Value {
  const attributes = { T: type('int32'), Index: type('int32') };
  const batch = g.add('Slice', [g.shapeOf(x), g.list([0]), g.list([1])], attributes);
  const parts = { N: int(2), T: type('int32'), Tidx: type('int32') };
  return g.add('ConcatV2', [batch, g.list(sizes), g.scalar(0, 'int32')], parts);
}
