import { valuesOf } from '../../dimensions/dimension';
import type { Graph, Node, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { layerOf } from '../../schema/kinds';
import { hasOneOrder } from './layout';

/** Where values may lie in PyTorch's order after a flatten: then a dense layer's rows lie so too, and no code has to turn them. */
export interface FlattenOrder {
  readonly flattens: ReadonlySet<ValueId>;
  /** By dense layer: the shape that was flattened. */
  readonly flattened: ReadonlyMap<ValueId, readonly number[]>;
}

/** The flattens whose values reach dense layers alone, by way of functions of each value. */
export function flattenOrder(graph: TypedGraph): FlattenOrder {
  const readers = readersOf(graph);
  const outputs = new Set(graph.outputs.map(({ value }) => value));
  const denseLayersOf = (value: ValueId): readonly ValueId[] | undefined => {
    if (outputs.has(value)) return undefined;
    const found: ValueId[] = [];
    for (const { id, kind } of readers.get(value) ?? []) {
      const further = kind === 'dense' ? [id] : layerOf(kind).traits.elementwise ? denseLayersOf(id) : undefined;
      if (!further) return undefined;
      found.push(...further);
    }
    return found;
  };
  const flattens = new Set<ValueId>();
  const flattened = new Map<ValueId, readonly number[]>();
  for (const { id, kind, inputs } of graph.nodes) {
    const [input] = inputs;
    if (kind !== 'flatten' || input === undefined) continue;
    const shape = valuesOf(typingOf(graph, input).output);
    const layers = !hasOneOrder(shape) ? denseLayersOf(id) : undefined;
    if (!layers) continue;
    flattens.add(id);
    for (const layer of layers) flattened.set(layer, shape);
  }
  return { flattens, flattened };
}

function readersOf(graph: Graph): ReadonlyMap<ValueId, readonly Node[]> {
  const readers = new Map<ValueId, Node[]>();
  for (const node of graph.nodes) {
    for (const input of new Set(node.inputs)) {
      const list = readers.get(input) ?? [];
      list.push(node);
      readers.set(input, list);
    }
  }
  return readers;
}
