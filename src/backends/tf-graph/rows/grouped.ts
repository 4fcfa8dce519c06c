import type { GraphBuilder, Value } from '../graph-builder';
import { convolveBack, convolveKernel, type Sliding } from '../ops/convolution';
import { concatChannels, sliceChannels } from '../ops/layout';

/** A convolution whose slopes are asked for. */
export interface Convolution {
  readonly x: Value;
  readonly kernel: Value;
  /** `[rows, columns, in / groups, out]`. */
  readonly shape: readonly number[];
  readonly groups: number;
  readonly sliding: Sliding;
}

/** The slopes of a convolution. TensorFlow has those of groups in some cases only: each group is then one of its own. */
export function convolutionSlopes(
  g: GraphBuilder,
  { x, kernel, shape, groups, sliding }: Convolution,
  slope: Value,
): { readonly input: Value; readonly kernel: Value } {
  const [rows = 0, columns = 0, inputs = 0, filters = 0] = shape;
  const each = filters / groups;
  const parts = Array.from({ length: groups }, (_, group) => {
    const part = (value: Value, count: number): Value =>
      groups === 1 ? value : sliceChannels(g, value, 4, group * count, count);
    const [ownX, ownKernel, ownSlope] = [part(x, inputs), part(kernel, each), part(slope, each)];
    return {
      input: convolveBack(g, g.shapeOf(ownX), ownKernel, ownSlope, sliding),
      kernel: convolveKernel(g, ownX, [rows, columns, inputs, each], ownSlope, sliding),
    };
  });
  const joined = (values: readonly Value[]): Value => concatChannels(g, values, 4);
  return { input: joined(parts.map(({ input }) => input)), kernel: joined(parts.map((part) => part.kernel)) };
}
