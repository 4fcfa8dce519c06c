import { machine } from '../../backends/tensorflow/machine';
import { nodesFor, outputsIn, type ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import type { TrainSettings } from '../../schema/train';
import type { ThreadPlan } from '../tfjs-node/environment';

/**
 * Whether all cores share each operation, or each runs its own, whichever makes a step faster. Sharing costs as much as a small
 * convolution, and operations can only run in parallel if there are branches, or the two gradients of a layer.
 */
export function planThreads(
  graph: TypedGraph,
  { batchSize, precision }: Pick<TrainSettings, 'batchSize' | 'precision'>,
  cores: number,
): ThreadPlan {
  const { rate, value, start, sharing } = machine.times;
  const needed = nodesFor(graph, outputsIn(graph, 'training'));
  const ends = new Map<ValueId, number>();
  let [shared, alone] = [0, 0];
  for (const { id, inputs } of graph.nodes.filter((node) => needed.has(node.id))) {
    const { macs, activations, weights } = typingOf(graph, id);
    const seconds = batchSize * (macs / rate[precision] + activations * value);
    // Forward, and the gradients of the inputs and of the weights.
    const passes = macs > 0 && weights.size > 0 ? 3 : 2;
    shared += passes * (seconds / cores + sharing);
    alone += passes * (seconds + start);
    ends.set(id, seconds + start + Math.max(0, ...inputs.map((input) => ends.get(input) ?? 0)));
  }
  // The chain of gradients is as long as the forward one.
  const chain = 2 * Math.max(0, ...ends.values());
  return { within: Math.max(alone / cores, chain) < shared ? 1 : cores, between: cores };
}
