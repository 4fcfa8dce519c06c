import type { Problem } from '../../diagnostics/problem';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';

/** Bytes that TensorFlow's kernels can count in one value. */
const LARGEST_WEIGHT = 2 ** 31 - 1;

/** The first weight that is too large for a graph, in words; undefined where all fit. */
export function largestWeightProblem(graph: TypedGraph): Problem | undefined {
  for (const { id, name } of graph.nodes) {
    for (const [weight, { shape }] of Object.entries(typingOf(graph, id).weights)) {
      const bytes = 4 * shape.reduce((product, size) => product * size, 1);
      if (bytes <= LARGEST_WEIGHT) continue;
      const message = `the weight \`${name}/${weight}\` takes ${bytes} bytes, and one of the engine \`graph\` takes at most ${LARGEST_WEIGHT}`;
      return { message, help: 'make the layer smaller, or train in f32 by `--engine tensorflow`' };
    }
  }
  return undefined;
}
