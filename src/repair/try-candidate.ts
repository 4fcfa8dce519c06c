import { type Shape, valuesOf, writtenShape } from '../dimensions/dimension';
import { type Graph, type Node, nodeOf, type ValueId } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { tryNode } from '../joins/try-node';
import type { Candidate } from './candidates';

/** A value of a graph with the layers before it, whose shapes are inferred again with other attributes. */
export class Upstream {
  readonly #graph: TypedGraph;
  readonly #value: ValueId;
  /** The layers before the value and its own, in order. */
  readonly nodes: readonly Node[];
  /** The inputs of the model that the value depends on. */
  readonly inputs: readonly ValueId[];
  /** How many layers were inferred so far. */
  inferred = 0;

  constructor(graph: TypedGraph, value: ValueId) {
    this.#graph = graph;
    this.#value = value;
    const found = new Set<ValueId>();
    const waiting = [value];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (found.has(id)) continue;
      found.add(id);
      waiting.push(...(nodeOf(graph, id)?.inputs ?? []));
    }
    const ids = [...found].toSorted((a, b) => a - b);
    this.nodes = ids.flatMap((id) => nodeOf(graph, id) ?? []);
    this.inputs = ids.filter((id) => id >= 0 && id < graph.inputs.length);
  }

  /** The shape of the value with a candidate; undefined if some layer rejects it, or computes attributes from sizes that change. */
  shapeWith({ attributes, inputs }: Candidate): Shape | undefined {
    const shapes = new Map<ValueId, Shape>();
    for (const [id, sizes] of inputs) {
      const input = this.#graph.inputs[id];
      if (input) shapes.set(id, writtenShape(sizes, input.site, input.axes));
    }
    const first = inputs.size > 0 ? 0 : this.nodes.findIndex(({ id }) => attributes.has(id));
    for (const node of first < 0 ? [] : this.nodes.slice(first)) {
      const changes = attributes.get(node.id);
      if (!changes && !node.inputs.some((id) => shapes.has(id))) continue;
      const operands = node.inputs.map((id) => shapes.get(id) ?? this.#shapeOf(id));
      if (!node.attributes || !operands.every((shape) => shape !== undefined) || this.#readsSizes(node))
        return undefined;
      this.inferred++;
      const output = tryNode(node, { ...node.attributes, ...changes }, operands)?.output;
      if (!output) return undefined;
      if (String(valuesOf(output)) !== String(valuesOf(this.#shapeOf(node.id) ?? []))) shapes.set(node.id, output);
    }
    return shapes.get(this.#value) ?? this.#shapeOf(this.#value);
  }

  #shapeOf(id: ValueId): Shape | undefined {
    return this.#graph.typings.get(id)?.output;
  }

  #readsSizes({ id }: Node): boolean {
    const sources = this.#graph.locations.get(id)?.values() ?? [];
    return [...sources].some(
      ({ formulas, bindings }) => formulas.size > 0 || bindings.get('all')?.formula !== undefined,
    );
  }
}

/** The graph with a candidate. Its shapes must be inferred again. */
export function graphWith(graph: Graph, { attributes, inputs }: Candidate): Graph {
  const changed = (node: Node): Node => {
    const changes = attributes.get(node.id);
    return changes && node.attributes ? ({ ...node, attributes: { ...node.attributes, ...changes } } as Node) : node;
  };
  return {
    ...graph,
    inputs: graph.inputs.map((input, id) => ({ ...input, shape: inputs.get(id) ?? input.shape })),
    nodes: graph.nodes.map(changed),
  };
}

/** Whether a value has the sizes that are wanted of it. */
export function hasSizes(shape: Shape, sizes: readonly { readonly axis: string; readonly size: number }[]): boolean {
  return sizes.every(({ axis, size }) => shape.some((one) => one.axis === axis && one.value === size));
}
