import type { Graph, ValueId } from '../graph/graph';

/** The same graph for inputs of other sizes, by the number of the input; its shapes are to be inferred anew. */
export function resizeInputs(graph: Graph, shapes: ReadonlyMap<ValueId, readonly number[]>): Graph {
  const inputs = graph.inputs.map((input, id) => ({ ...input, shape: shapes.get(id) ?? input.shape }));
  return { ...graph, inputs };
}
