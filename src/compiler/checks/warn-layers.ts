import type { Report } from '../../diagnostics/report';
import { extent } from '../../dimensions/window';
import { countReaders, type Node, nodeOf } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import type { Kind } from '../../schema/kinds';
import { losses } from '../../schema/losses';
import type { TrainAst } from '../ast';
import { warnAboutKernelNames } from './warn-kernel-names';

/** Kinds that bend each number by itself. */
const activations: ReadonlySet<Kind> = new Set<Kind>([
  'elu',
  'gelu',
  'leaky_relu',
  'relu',
  'relu6',
  'sigmoid',
  'silu',
  'softmax',
  'tanh',
]);

/** Warns of layers that are legal and most likely not meant. The graph has passed every check. */
export function warnAboutLayers(graph: TypedGraph, train: TrainAst | undefined, report: Report): void {
  const readers = countReaders(graph);
  for (const node of graph.nodes) {
    if (!readers.has(node.id)) warnUnread(node, report);
    const [input] = node.inputs;
    const before = input !== undefined && readers.get(input) === 1 ? nodeOf(graph, input) : undefined;
    if (before) warnAboutPair(before, node, report);
    warnAboutWindow(node, report);
  }
  warnAboutKernelNames(graph, report);
  warnAboutOutputs(graph, train, report);
}

function warnUnread({ localName, site, uses }: Node, report: Report): void {
  report.add('layers/unread', site.span, { layer: localName }, { uses });
}

function warnAboutPair(before: Node, node: Node, report: Report): void {
  if (activations.has(before.kind) && activations.has(node.kind)) {
    const args = { first: before.localName, second: node.localName };
    report.add('layers/two-activations', node.site.span, args, { uses: node.uses });
  }
  const { bias } = (before.attributes ?? {}) as { readonly bias?: boolean };
  // Without a shift of its own the norm leaves what a bias adds to who comes before.
  if (node.kind !== 'batch_norm' || bias !== true || node.attributes?.center === false) return;
  const notes = [{ message: `\`${node.localName}\` stands here`, span: node.site.span }];
  const details = { uses: before.usesOf('bias'), notes };
  report.add(
    'layers/bias-before-norm',
    before.spanOf('bias'),
    { layer: before.localName, norm: node.localName },
    details,
  );
}

interface WindowAttributes {
  readonly kernel?: readonly [number, number];
  readonly stride?: readonly [number, number];
  readonly dilation?: readonly [number, number];
}

function warnAboutWindow(node: Node, report: Report): void {
  const { kernel, stride = kernel, dilation } = (node.attributes ?? {}) as WindowAttributes;
  if (!kernel || !stride || node.kind === 'conv2d_transpose') return;
  const pool = node.kind === 'max_pool2d' || node.kind === 'avg_pool2d';
  if (pool && [...kernel, ...stride].every((size) => size === 1))
    report.add('layers/pool-of-one', node.site.span, { layer: node.localName }, { uses: node.uses });
  for (const index of [0, 1] as const) {
    const reach = extent(kernel[index], dilation?.[index] ?? 1);
    // A kernel of one cell with a stride picks cells on purpose, as shortcuts of residual nets do.
    if (kernel[index] === 1 || stride[index] <= reach) continue;
    const args = {
      layer: node.localName,
      axis: index === 0 ? 'height' : 'width',
      stride: stride[index],
      extent: reach,
    };
    report.add('layers/skips-cells', node.spanOf('stride', index), args, { uses: node.usesOf('stride', index) });
    return;
  }
}

function warnAboutOutputs(graph: TypedGraph, train: TrainAst | undefined, report: Report): void {
  for (const { value } of graph.outputs) {
    const last = nodeOf(graph, value);
    const twice = last?.kind === 'softmax' || last?.kind === 'sigmoid';
    if (!train || !last || !activations.has(last.kind) || twice) continue;
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
