import { valuesOf } from '../../dimensions/dimension';
import type { Node, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import type { Kind } from '../../schema/kinds';

type Order = readonly [number, number, number];

/** Kinds that treat all features alike, or whose weights can move with them. */
const followers: ReadonlySet<Kind> = new Set<Kind>([
  'relu',
  'relu6',
  'leaky_relu',
  'elu',
  'gelu',
  'silu',
  'sigmoid',
  'tanh',
  'softmax',
  'scale',
  'dropout',
  'batch_norm',
  'layer_norm',
]);

/**
 * The vectors that stand in PyTorch's order, channels first, with the height, width and channels that they came from. A flatten gives
 * one where all that reads it can follow: up to dense layers, whose rows are permuted in the weights, so that the code need not
 * permute values.
 */
export function findOrders(graph: TypedGraph): ReadonlyMap<ValueId, Order> {
  const readers = readersOf(graph);
  const outputs = new Set(graph.outputs.map(({ value }) => value));
  const orders = new Map<ValueId, Order>();
  for (const node of graph.nodes) {
    const [height = 0, width = 0, channels = 0, ...more] = shapeOf(graph, node.inputs[0]);
    if (node.kind !== 'flatten' || more.length > 0 || channels < 2 || height * width < 2) continue;
    const vectors = followersOf(node.id, readers, outputs);
    for (const value of vectors ?? []) orders.set(value, [height, width, channels]);
  }
  return orders;
}

function shapeOf(graph: TypedGraph, value: ValueId | undefined): number[] {
  return value === undefined ? [] : valuesOf(typingOf(graph, value).output);
}

function readersOf({ nodes }: TypedGraph): ReadonlyMap<ValueId, readonly Node[]> {
  const readers = new Map<ValueId, Node[]>();
  for (const node of nodes) {
    for (const input of node.inputs) readers.set(input, [...(readers.get(input) ?? []), node]);
  }
  return readers;
}

/** The vector and those made of it value by value; undefined where something needs modelc's order. */
function followersOf(
  start: ValueId,
  readers: ReadonlyMap<ValueId, readonly Node[]>,
  outputs: ReadonlySet<ValueId>,
): readonly ValueId[] | undefined {
  const found = [start];
  for (const value of found) {
    if (outputs.has(value)) return undefined;
    for (const { id, kind } of readers.get(value) ?? []) {
      if (kind === 'dense') continue;
      if (!followers.has(kind)) return undefined;
      found.push(id);
    }
  }
  return found;
}
