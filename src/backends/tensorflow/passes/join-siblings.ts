import { isUnpadded, padsOf } from '../../../dimensions/window';
import type { Node, ValueId } from '../../../graph/graph';
import type { Pass, Plan } from './plan';
import { choicesOf, factsOf, isOf } from './plan';

/**
 * Finds the gradients of convolutions by single cells over one value, as the branches of an Inception module begin, as those of one wide
 * convolution, where joining moves no more numbers than summing: what came down is read and written once more, with all filters; what
 * goes down is then written once, instead of once for each, to be read again for their sum.
 */
export const joinSiblings: Pass = (plan) => {
  const readers = new Map<ValueId, Sibling[]>();
  for (const node of plan.graph.nodes) {
    const sibling = siblingOf(plan, node);
    const [source] = node.inputs;
    if (sibling && source !== undefined) readers.set(source, [...(readers.get(source) ?? []), sibling]);
  }
  const joined = [...readers.values()].filter(isWorthwhile).flat();
  const choices = joined.map(({ id }) => [id, { ...choicesOf(plan, id), joined: true }] as const);
  return { ...plan, choices: new Map([...plan.choices, ...choices]) };
};

interface Sibling {
  readonly id: ValueId;
  readonly channels: number;
  readonly filters: number;
}

/** A convolution whose window is one cell, moved by one, without padding; undefined for any other node. */
function siblingOf({ graph }: Plan, node: Node): Sibling | undefined {
  if (!isOf(node, 'conv2d')) return undefined;
  const { attributes, shape, weightShape } = factsOf(graph, node);
  const { kernel, stride, groups } = attributes;
  const single = [...kernel, ...stride, groups].every((count) => count === 1);
  if (!single || !isUnpadded(padsOf(attributes, shape.slice(0, -1)))) return undefined;
  const [channels = 0, filters = 0] = weightShape('kernel').slice(-2);
  return { id: node.id, channels, filters };
}

function isWorthwhile(siblings: readonly Sibling[]): boolean {
  const [{ channels } = { channels: 0 }] = siblings;
  const filters = siblings.reduce((total, sibling) => total + sibling.filters, 0);
  return siblings.length > 1 && filters <= (siblings.length - 1) * channels;
}
