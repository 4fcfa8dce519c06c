import { valuesOf } from '../../dimensions/dimension';
import type { Node, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { nodesOfModel } from '../../graph/unread';
import { ownerOf } from '../../graph/weights';
import { layerOf } from '../../schema/kinds';
import { hasOneOrder } from './layout';

/**
 * Where values can stay in PyTorch's order after a flatten: the rows of the following dense layer are then permuted instead,
 * and no code has to reorder values.
 */
export interface FlattenOrder {
  readonly flattens: ReadonlySet<ValueId>;
  /** By dense layer: the shape that was flattened. */
  readonly flattened: ReadonlyMap<ValueId, readonly number[]>;
}

/** The flattens whose values reach only dense layers, through elementwise functions. */
export function flattenOrder(graph: TypedGraph): FlattenOrder {
  const nodes = nodesOfModel(graph);
  const readers = readersOf(nodes);
  const outputs = new Set(graph.outputs.map(({ value }) => value));
  const denseLayersOf = (value: ValueId): readonly ValueId[] | undefined => {
    if (outputs.has(value)) return undefined;
    const found: ValueId[] = [];
    for (const { id, kind } of readers.get(value) ?? []) {
      const { kernelRows, elementwise } = layerOf(kind).traits;
      const further = kernelRows ? [id] : elementwise ? denseLayersOf(id) : undefined;
      if (!further) return undefined;
      found.push(...further);
    }
    return found;
  };
  const found: Flatten[] = [];
  for (const { id, kind, inputs } of nodes) {
    const [input] = inputs;
    if (!layerOf(kind).traits.flattens || input === undefined) continue;
    const shape = valuesOf(typingOf(graph, input).output);
    const layers = !hasOneOrder(shape) ? denseLayersOf(id) : undefined;
    if (layers) found.push({ id, shape, layers });
  }
  const kept = consistent(graph, found);
  return {
    flattens: new Set(kept.map(({ id }) => id)),
    flattened: new Map(kept.flatMap(({ layers, shape }) => layers.map((layer) => [layer, shape] as const))),
  };
}

/** A flatten, the shape of its input, and the dense layers that its values reach. */
interface Flatten {
  readonly id: ValueId;
  readonly shape: readonly number[];
  readonly layers: readonly ValueId[];
}

/** Dense layers that share a kernel have its rows in one order: the flattens that each of them can read unchanged. */
function consistent(graph: TypedGraph, flattens: readonly Flatten[]): readonly Flatten[] {
  const groups = new Map<ValueId, ValueId[]>();
  for (const node of nodesOfModel(graph)) {
    if (!layerOf(node.kind).traits.kernelRows) continue;
    const owner = ownerOf(graph, node).id;
    groups.set(owner, [...(groups.get(owner) ?? []), node.id]);
  }
  const shared = [...groups.values()].filter(({ length }) => length > 1);
  let kept = flattens;
  for (let count = -1; count !== kept.length; ) {
    count = kept.length;
    const shapes = new Map(kept.flatMap(({ layers, shape }) => layers.map((layer) => [layer, String(shape)] as const)));
    const torn = new Set(shared.filter((group) => new Set(group.map((layer) => shapes.get(layer))).size > 1).flat());
    kept = kept.filter(({ layers }) => !layers.some((layer) => torn.has(layer)));
  }
  return kept;
}

function readersOf(nodes: readonly Node[]): ReadonlyMap<ValueId, readonly Node[]> {
  const readers = new Map<ValueId, Node[]>();
  for (const node of nodes) {
    for (const input of new Set(node.inputs)) {
      const list = readers.get(input) ?? [];
      list.push(node);
      readers.set(input, list);
    }
  }
  return readers;
}
