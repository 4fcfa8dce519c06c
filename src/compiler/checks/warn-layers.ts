import type { Report } from '../../diagnostics/report';
import { entry } from '../../dimensions/dimension';
import { extent } from '../../dimensions/window';
import { countReaders, type Node, nodeOf, type ValueId } from '../../graph/graph';
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
  const sharers = sharersOfWeights(graph);
  for (const node of graph.nodes) {
    if (!readers.has(node.id)) warnUnread(node, node.sharing !== undefined || sharers.has(node.id), report);
    const [input] = node.inputs;
    const before = input !== undefined && readers.get(input) === 1 ? nodeOf(graph, input) : undefined;
    if (before) warnAboutActivations(before, node, report);
    warnAboutWindow(graph, node, report);
  }
  warnAboutBiases(graph, sharers, readers, report);
  warnAboutKernelNames(graph, report);
  warnAboutOutputs(graph, train, report);
}

/** The layers that share the weights of each layer that others share with. */
type Sharers = ReadonlyMap<ValueId, readonly Node[]>;

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

function warnUnread({ localName, site, uses }: Node, shared: boolean, report: Report): void {
  report.add('layers/unread', site.span, { layer: localName, shared }, { uses });
}

function warnAboutActivations(before: Node, node: Node, report: Report): void {
  if (!isActivation(before) || !isActivation(node)) return;
  const args = { first: before.localName, second: node.localName };
  report.add('layers/two-activations', node.site.span, args, { uses: node.uses });
}

/** A bias is shared too, so it is useless only if a norm cancels it after every layer that uses it. */
function warnAboutBiases(
  graph: TypedGraph,
  sharers: Sharers,
  readers: ReadonlyMap<ValueId, number>,
  report: Report,
): void {
  const norms = new Map<ValueId, Node>();
  for (const node of graph.nodes) {
    const [input] = node.inputs;
    if (input !== undefined && readers.get(input) === 1 && cancelsBias(node)) norms.set(input, node);
  }
  for (const owner of graph.nodes) {
    const { bias } = (owner.attributes ?? {}) as { readonly bias?: boolean };
    if (bias !== true || owner.sharing) continue;
    const layers = [owner, ...(sharers.get(owner.id) ?? [])];
    const after = layers.flatMap(({ id }) => norms.get(id) ?? []);
    const [norm] = after;
    if (!norm || after.length < layers.length) continue;
    const notes = after.map(({ localName, site }) => ({ message: `\`${localName}\` is here`, span: site.span }));
    const { span, uses } = locationOf(graph, owner, 'bias');
    const args = { layer: owner.localName, norm: norm.localName, shared: layers.length > 1 };
    report.add('layers/bias-before-norm', span, args, { uses, notes });
  }
}

/** Whether it is a norm with its own offset, which replaces the bias that it cancels. */
function cancelsBias({ kind, attributes }: Node): boolean {
  const { center } = (attributes ?? {}) as { readonly center?: boolean };
  return layerOf(kind).traits.ignoresBias === true && center !== false;
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
