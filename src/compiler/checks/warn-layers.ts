import type { Report } from '../../diagnostics/report';
import { positionOf } from '../../dimensions/axis';
import { entry } from '../../dimensions/dimension';
import { extent } from '../../dimensions/window';
import { countReaders, type Node, nameOfValue, nodeOf, type ValueId } from '../../graph/graph';
import { computingBefore } from '../../graph/last-computing';
import { locationOf } from '../../graph/locations';
import { windowOfNode } from '../../graph/node-window';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { usedNodes } from '../../graph/unread';
import { layerOf } from '../../schema/kinds';
import type { TrainAst } from '../ast';
import { warnAboutKernelNames } from './warn-kernel-names';
import { warnAboutLinear } from './warn-linear';
import { type Sharers, warnAboutBatchNorms, warnAboutBiases, warnAboutNormOfOne } from './warn-norms';
import { warnAboutOutputs } from './warn-outputs';

/** Warns about layers that are legal but probably mistakes. The graph has passed every check. */
export function warnAboutLayers(graph: TypedGraph, train: TrainAst | undefined, report: Report): void {
  const readers = countReaders(graph);
  const sharers = sharersOfWeights(graph);
  const used = usedNodes(graph);
  const unread = new Set(graph.nodes.map(({ id }) => id).filter((id) => !used.has(id)));
  for (const node of graph.nodes) {
    if (!readers.has(node.id)) {
      const shared = node.sharing !== undefined || sharers.has(node.id);
      const args = { layer: node.localName, before: takeUnreadBefore(graph, node, unread), shared };
      report.add('layers/unread', node.site.span, args, { uses: node.uses });
    }
    const before = isActivation(node) ? computingBefore(graph, node, readers) : undefined;
    if (before) warnAboutActivations(before, node, report);
    warnAboutWindow(graph, node, report);
    warnAboutDistribution(graph, node, report);
    warnAboutNormOfOne(graph, node, report);
  }
  warnAboutBiases(graph, sharers, readers, report);
  warnAboutBatchNorms(graph, train, report);
  warnAboutLinear(graph, readers, report);
  warnAboutKernelNames(graph, report);
  if (train) warnAboutOutputs(graph, train, report);
}

function sharersOfWeights(graph: TypedGraph): Sharers {
  const sharers = new Map<ValueId, Node[]>();
  for (const node of graph.nodes) {
    if (!node.sharing) continue;
    const others = sharers.get(node.sharing.owner);
    if (others) others.push(node);
    else sharers.set(node.sharing.owner, [node]);
  }
  return sharers;
}

/** The names of layers that only an unread layer uses, directly or not, in order. Takes them out of `unread`, so that each is named once. */
function takeUnreadBefore(graph: TypedGraph, { inputs }: Node, unread: Set<ValueId>): readonly string[] {
  const found: ValueId[] = [];
  const waiting = [...inputs];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (!unread.delete(id)) continue;
    found.push(id);
    waiting.push(...(nodeOf(graph, id)?.inputs ?? []));
  }
  return found.sort((a, b) => a - b).map((id) => nameOfValue(graph, id));
}

function warnAboutActivations(before: Node, node: Node, report: Report): void {
  if (!isActivation(before)) return;
  const args = { first: before.localName, second: node.localName };
  report.add('layers/two-activations', node.site.span, args, { uses: node.uses });
}

function isActivation({ kind }: Node): boolean {
  return layerOf(kind).traits.activation === true;
}

/** A distribution over one value is always 1, and its logarithm 0. */
function warnAboutDistribution(
  graph: TypedGraph,
  { id, kind, attributes, localName, site, uses }: Node,
  report: Report,
): void {
  const { distribution } = layerOf(kind).traits;
  if (!distribution || !attributes || !('axis' in attributes)) return;
  const { output } = typingOf(graph, id);
  if (entry(output, positionOf(attributes.axis, output.length)).value !== 1) return;
  const always = distribution === 'shares' ? 1 : 0;
  report.add('layers/softmax-of-one', site.span, { layer: localName, always }, { uses });
}

function warnAboutWindow(graph: TypedGraph, node: Node, report: Report): void {
  const { window } = layerOf(node.kind).traits;
  const own = windowOfNode(node);
  if (!window || window.use === 'transposed_convolution' || !own) return;
  const { kernel, stride, dilation } = own;
  const pool = window.use !== 'convolution';
  if (pool && [...kernel, ...stride].every((size) => size === 1))
    report.add('layers/pool-of-one', node.site.span, { layer: node.localName }, { uses: node.uses });
  for (const [index, axis] of window.axes.entries()) {
    const [cells, step] = [entry(kernel, index), entry(stride, index)];
    const reach = extent(cells, entry(dilation, index));
    // A kernel of one cell with a stride selects cells on purpose, as in shortcuts of residual nets.
    if (cells === 1 || step <= reach) continue;
    const args = { layer: node.localName, axis, stride: step, extent: reach };
    const { span, uses } = locationOf(graph, node, 'stride', index);
    report.add('layers/skips-cells', span, args, { uses });
    return;
  }
}
