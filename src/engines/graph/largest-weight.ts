import type { Problem } from '../../diagnostics/problem';
import { product } from '../../dimensions/dimension';
import type { TypedGraph } from '../../graph/typed-graph';

/** The maximum size in bytes of one value in TensorFlow's kernels. */
const LARGEST_WEIGHT = 2 ** 31 - 1;

/** Describes the first weight that is too large for a graph; undefined if all fit. */
export function largestWeightProblem(graph: TypedGraph): Problem | undefined {
  for (const [key, { shape }] of graph.weights) {
    const bytes = 4 * product(shape);
    if (bytes <= LARGEST_WEIGHT) continue;
    const message = `weight \`${key}\` takes ${bytes} bytes, but engine \`graph\` supports at most ${LARGEST_WEIGHT}`;
    return { message, help: 'make the layer smaller, or train in f32 with `--engine tensorflow`' };
  }
  return undefined;
}
