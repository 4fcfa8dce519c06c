import { isUnpadded, padsOf } from '../../../dimensions/window';
import type { Node, ValueId } from '../../../graph/graph';
import type { Pass, Plan } from './plan';
import { choicesOf, factsOf, isOf } from './plan';

/**
 * Computes the gradients of 1 x 1 convolutions of one value, as at the start of the branches of an Inception module, as those
 * of one wide convolution, if joining moves fewer numbers than summing: the upstream gradients are read and written once more,
 * with all filters; the result is written once instead of once per convolution, to be read again for their sum.
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

/** A 1 x 1 convolution with stride one and no padding; undefined for any other node. */
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
