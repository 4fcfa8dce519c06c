import type { GraphBuilder, Value } from '../graph-builder';
import { flag, type } from '../proto/attribute';

const reduction =
  (operation: string) =>
  (g: GraphBuilder, x: Value, axes: readonly number[], keep = false): Value =>
    g.add(operation, [x, g.list(axes)], { T: type(x.type), Tidx: type('int32'), keep_dims: flag(keep) });

/** Over axes of the value, where the batch is 0; `keep` leaves them with size 1. */
export const sum = reduction('Sum');
export const mean = reduction('Mean');
