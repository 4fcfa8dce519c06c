import type { GraphBuilder, Value } from '../graph-builder';
import { convolveBack, convolveKernel, type Sliding } from '../ops/convolution';
import { concatChannels, sliceChannels } from '../ops/layout';

/** A convolution whose gradients are asked for. */
export interface Convolution {
  readonly x: Value;
  readonly kernel: Value;
  /** `[rows, columns, in / groups, out]`. */
  readonly shape: readonly number[];
  readonly groups: number;
  readonly sliding: Sliding;
}

/** The gradients of a convolution. TensorFlow has those of groups in some cases only: each group is then one of its own. */
export function convolutionGradients(
  g: GraphBuilder,
  { x, kernel, shape, groups, sliding }: Convolution,
  gradient: Value,
): { readonly input: Value; readonly kernel: Value } {
  const [rows = 0, columns = 0, inputs = 0, filters = 0] = shape;
  const each = filters / groups;
  const parts = Array.from({ length: groups }, (_, group) => {
    const part = (value: Value, count: number): Value =>
      groups === 1 ? value : sliceChannels(g, value, 4, group * count, count);
    const [ownX, ownKernel, ownGradient] = [part(x, inputs), part(kernel, each), part(gradient, each)];
    return {
      input: convolveBack(g, g.shapeOf(ownX), ownKernel, ownGradient, sliding),
      kernel: convolveKernel(g, ownX, [rows, columns, inputs, each], ownGradient, sliding),
    };
  });
  const joined = (values: readonly Value[]): Value => concatChannels(g, values, 4);
  return { input: joined(parts.map(({ input }) => input)), kernel: joined(parts.map((part) => part.kernel)) };
}
