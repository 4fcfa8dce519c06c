import type { Graph, ValueId } from '../graph/graph';

/** The same graph with inputs of other sizes, by input number. Its shapes must be inferred again. */
export function resizeInputs(graph: Graph, shapes: ReadonlyMap<ValueId, readonly number[]>): Graph {
  const inputs = graph.inputs.map((input, id) => ({ ...input, shape: shapes.get(id) ?? input.shape }));
  return { ...graph, inputs };
}
