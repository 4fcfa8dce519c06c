import type { Report } from '../../diagnostics/report';
import { entry } from '../../dimensions/dimension';
import { extent } from '../../dimensions/window';
import { countReaders, type Node, nodeOf } from '../../graph/graph';
import { locationOf } from '../../graph/locations';
import { windowOfNode } from '../../graph/node-window';
import type { TypedGraph } from '../../graph/typed-graph';
import { layerOf } from '../../schema/kinds';
import { appliedBy, losses } from '../../schema/losses';
import type { TrainAst } from '../ast';
import { warnAboutKernelNames } from './warn-kernel-names';

/** Warns about layers that are legal but probably mistakes. The graph has passed every check. */
export function warnAboutLayers(graph: TypedGraph, train: TrainAst | undefined, report: Report): void {
  const readers = countReaders(graph);
  for (const node of graph.nodes) {
    if (!readers.has(node.id)) warnUnread(node, report);
    const [input] = node.inputs;
    const before = input !== undefined && readers.get(input) === 1 ? nodeOf(graph, input) : undefined;
    if (before) warnAboutPair(graph, before, node, report);
    warnAboutWindow(graph, node, report);
  }
  warnAboutKernelNames(graph, report);
  warnAboutOutputs(graph, train, report);
}

function warnUnread({ localName, site, uses }: Node, report: Report): void {
  report.add('layers/unread', site.span, { layer: localName }, { uses });
}

function warnAboutPair(graph: TypedGraph, before: Node, node: Node, report: Report): void {
  if (isActivation(before) && isActivation(node)) {
    const args = { first: before.localName, second: node.localName };
    report.add('layers/two-activations', node.site.span, args, { uses: node.uses });
  }
  const { bias } = (before.attributes ?? {}) as { readonly bias?: boolean };
  const { center } = (node.attributes ?? {}) as { readonly center?: boolean };
  // Without its own offset, the norm cancels a bias that nothing replaces.
  if (!layerOf(node.kind).traits.ignoresBias || bias !== true || center === false) return;
  const notes = [{ message: `\`${node.localName}\` is here`, span: node.site.span }];
  const { span, uses } = locationOf(graph, before, 'bias');
  report.add('layers/bias-before-norm', span, { layer: before.localName, norm: node.localName }, { uses, notes });
}

/** Whether a loss applies the same function itself, which is another warning. */
function isAppliedByLoss({ kind }: Node): boolean {
  return Object.values(appliedBy).some((applied) => applied === kind);
}

function isActivation({ kind }: Node): boolean {
  return layerOf(kind).traits.activation === true;
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

function warnAboutOutputs(graph: TypedGraph, train: TrainAst | undefined, report: Report): void {
  for (const { value } of graph.outputs) {
    const last = nodeOf(graph, value);
    if (!train || !last || !isActivation(last) || isAppliedByLoss(last)) continue;
    const loss = train.settings.loss.type;
    if (loss === 'mean_squared_error') continue;
    const args = {
      loss,
      layer: last.localName,
      losses: Object.keys(losses).filter((word) => word !== 'mean_squared_error'),
    };
    report.add('train/activation-before-loss', last.site.span, args, { uses: last.uses });
  }
}
