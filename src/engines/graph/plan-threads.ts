import { nodesFor, outputsIn, type ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import type { Precision, TrainSettings } from '../../schema/train';
import type { ThreadPlan } from '../tfjs-node/environment';

/** Multiply-accumulates a second of one core. */
const RATE: { readonly [K in Precision]: number } = { f32: 60e9, bf16: 150e9 };
/** Seconds of one core for each value that an operation computes. */
const VALUE = 0.25e-9;
/** Seconds that an operation takes besides. */
const START = 6e-6;
/** Seconds that it takes to share one among threads and to wait for the last of them. */
const SHARING = 30e-6;

/**
 * Whether all cores share each operation, or each takes one of its own, whichever makes a step shorter. To share costs as much as a small
 * convolution takes; and operations run side by side only where branches, or the two gradients of a layer, leave several to be run.
 * The times above are rough ones of x86 servers; `docs/architecture.md` says how often they were right.
 */
export function planThreads(
  graph: TypedGraph,
  { batchSize, precision }: Pick<TrainSettings, 'batchSize' | 'precision'>,
  cores: number,
): ThreadPlan {
  const needed = nodesFor(graph, outputsIn(graph, 'training'));
  const ends = new Map<ValueId, number>();
  let [shared, alone] = [0, 0];
  for (const { id, inputs } of graph.nodes.filter((node) => needed.has(node.id))) {
    const { macs, activations, weights } = typingOf(graph, id);
    const seconds = batchSize * (macs / RATE[precision] + activations * VALUE);
    // Forward, and the gradients of the inputs and of the weights.
    const passes = macs > 0 && weights.size > 0 ? 3 : 2;
    shared += passes * (seconds / cores + SHARING);
    alone += passes * (seconds + START);
    ends.set(id, seconds + START + Math.max(0, ...inputs.map((input) => ends.get(input) ?? 0)));
  }
  // The chain of gradients is as long as the one forward.
  const chain = 2 * Math.max(0, ...ends.values());
  return { within: Math.max(alone / cores, chain) < shared ? 1 : cores, between: cores };
}
