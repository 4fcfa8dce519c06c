import { type Graph, type Node, nodesFor, type ValueId } from './graph';
import type { TypedGraph, Typing } from './typed-graph';

/** The nodes of the model: those that an output depends on; all of them after an error, where the items that read them may be missing. */
export function usedNodes(graph: Graph): ReadonlySet<ValueId> {
  const known = graph.complete && graph.outputs.every(({ value }) => value >= 0);
  return known ? nodesFor(graph, graph.outputs) : new Set(graph.nodes.map(({ id }) => id));
}

/** The same nodes, in order. */
export function nodesOfModel(graph: Graph): readonly Node[] {
  const used = usedNodes(graph);
  return graph.nodes.filter(({ id }) => used.has(id));
}

/**
 * A layer that no output depends on is not part of the model: it keeps its shape, but costs nothing, and has no weights but those that
 * it shares with layers of the model. So whatever adds up costs, or goes through the weights of a graph, agrees on that.
 */
export function leaveOutUnread(graph: TypedGraph): TypedGraph {
  const used = usedNodes(graph);
  if (used.size === graph.nodes.length) return graph;
  const read = new Set([...used].flatMap((id) => [...(graph.typings.get(id)?.weights.values() ?? [])]));
  const typings = new Map(graph.typings);
  for (const { id } of graph.nodes) {
    const typing = graph.typings.get(id);
    if (typing && !used.has(id)) typings.set(id, withoutCost(typing, read));
  }
  return { ...graph, typings, weights: new Map([...graph.weights].filter(([key]) => read.has(key))) };
}

function withoutCost(typing: Typing, read: ReadonlySet<string>): Typing {
  const weights = new Map([...typing.weights].filter(([, key]) => read.has(key)));
  return { ...typing, weights, macs: 0, activations: 0 };
}
