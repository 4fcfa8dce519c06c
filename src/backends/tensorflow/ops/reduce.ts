import type { GraphBuilder, Value } from '../graph-builder';
import { flag, int, type } from '../proto/attribute';
import { cast } from './arithmetic';

const reduction =
  (operation: string) =>
  (g: GraphBuilder, x: Value, axes: readonly number[], keep = false): Value =>
    g.add(operation, [x, g.list(axes)], { T: type(x.type), Tidx: type('int32'), keep_dims: flag(keep) });

/** Over axes of the value, where the batch is 0; `keep` leaves them with size 1. */
export const sum = reduction('Sum');
export const mean = reduction('Mean');
export const largest = reduction('Max');

/** 1 at the first of the largest numbers along an axis of a value, otherwise 0. */
export function firstLargest(g: GraphBuilder, x: Value, axis: number, size: number): Value {
  const indexAttributes = { T: type(x.type), Tidx: type('int32'), output_type: type('int32') };
  const index = g.add('ArgMax', [x, g.scalar(axis, 'int32')], indexAttributes, { type: 'int32' });
  const [one, none] = [1, 0].map((value) => cast(g, g.scalar(value), x.type));
  const attributes = { T: type(x.type), TI: type('int32'), axis: int(axis) };
  return g.add('OneHot', [index, g.scalar(size, 'int32'), one as Value, none as Value], attributes, { type: x.type });
}
