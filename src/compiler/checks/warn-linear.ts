import type { Report } from '../../diagnostics/report';
import { channelsOf, product } from '../../dimensions/dimension';
import type { Node, ValueId } from '../../graph/graph';
import { computingBefore } from '../../graph/last-computing';
import { windowOfNode } from '../../graph/node-window';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { layerOf } from '../../schema/kinds';

/**
 * Warns about two linear layers without anything in between, if one layer could compute the same: the second looks at each place by
 * itself or at all of them, and the values between them are not few, which would be a factorisation.
 */
export function warnAboutLinear(graph: TypedGraph, readers: ReadonlyMap<ValueId, number>, report: Report): void {
  for (const second of graph.nodes) {
    if (!isLinear(second) || !isPointwise(second)) continue;
    const first = linearBefore(graph, second, readers);
    if (!first || isFactorised(graph, first, second)) continue;
    if (first.sharing || second.sharing || isFrozen(first) !== isFrozen(second)) continue;
    const notes = [{ message: `\`${first.localName}\` is here`, span: first.site.span }];
    const args = { first: first.localName, second: second.localName };
    report.add('layers/two-linear', second.site.span, args, { uses: second.uses, notes });
  }
}

/** The linear layer whose values are all that a node takes, and which no other node takes. */
function linearBefore(graph: TypedGraph, node: Node, readers: ReadonlyMap<ValueId, number>): Node | undefined {
  const before = computingBefore(graph, node, readers);
  return before && isLinear(before) ? before : undefined;
}

/** Attributes of linear layers. */
interface LinearAttributes {
  readonly groups?: number;
  readonly multiplier?: number;
  readonly trainable?: boolean;
}

function attributesOf({ attributes }: Node): LinearAttributes {
  return (attributes ?? {}) as LinearAttributes;
}

/** Whether it multiplies all channels by one kernel. */
function isLinear(node: Node): boolean {
  const { channels, window } = layerOf(node.kind).traits;
  const { groups = 1, multiplier } = attributesOf(node);
  return channels !== undefined && window?.use !== 'transposed_convolution' && groups === 1 && multiplier === undefined;
}

function isFrozen(node: Node): boolean {
  return attributesOf(node).trainable === false;
}

/** Whether it has no window, or one of a single cell. */
function isPointwise(node: Node): boolean {
  return product(windowOfNode(node)?.kernel ?? []) === 1;
}

function isFactorised(graph: TypedGraph, first: Node, second: Node): boolean {
  const channels = (id: ValueId | undefined): number => channelsOf(typingOf(graph, id ?? first.id).output).value;
  const read = product(windowOfNode(first)?.kernel ?? []) * channels(first.inputs[0]);
  return channels(second.inputs[0]) < Math.min(read, channels(second.id));
}
