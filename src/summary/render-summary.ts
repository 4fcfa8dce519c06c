import { printable } from '../diagnostics/printable';
import type { Paint } from '../diagnostics/render-human';
import type { BlockSummary, NodeSummary } from './blocks';
import type { NodeField } from './field-summary';
import { formatCount, formatCounted, formatOutput, type Layout } from './format';
import { conventionLines, memoryLines } from './render-totals';
import type { Port, Summary } from './summary';
import { type Column, layOut } from './table';

/** How to lay out a table. */
export interface TableOptions {
  readonly layout: Layout;
  /** Blocks and repeats at this depth are folded into one row each; chosen for readability by default. */
  readonly depth?: number | undefined;
  /** Line width in characters; columns that do not fit are omitted. */
  readonly width?: number | undefined;
}

/** A row of the table, with its shares of the totals. */
interface Line {
  readonly name: string;
  readonly kind: string;
  readonly output: string;
  /** Undefined for inputs and the total. */
  readonly field: NodeField | undefined;
  readonly parameters: number;
  /** Its weights are those of an earlier row, and counted there. */
  readonly shares: boolean;
  readonly macs: number;
  readonly activations: number;
}

/** The table of nodes with totals, for a terminal. */
export function renderSummary(summary: Summary, options: TableOptions, paint: Paint): string {
  const { layout, width } = options;
  const depth = options.depth ?? comfortableDepth(summary);
  const rows = rowsAt(summary, depth);
  const lines = [
    ...summary.inputs.map((input) => inputLine(input, summary, layout)),
    ...rows.map((row) => lineOf(row, layout)),
    totalLine(summary),
  ];
  const { lines: table, leftOut } = layOut(columnsOf(summary, layout), lines, width);
  const rule = paint.dim('-'.repeat(table.reduce((most, { length }) => Math.max(most, length), 0)));
  const [header = '', ...body] = table;
  return [
    paint.bold(printable(summary.name)),
    paint.bold(header),
    rule,
    ...body.slice(0, -1),
    rule,
    paint.bold(body.at(-1) ?? ''),
    ...notes(summary, rows, depth, leftOut).map((note) => paint.dim(note)),
    '',
    ...conventionLines(summary),
    ...(summary.memory ? ['', ...memoryLines(summary.memory)] : []),
  ].join('\n');
}

function inputLine({ name, shape }: Port, { nodes }: Summary, layout: Layout): Line {
  const activations = nodes.length === 0 ? 0 : (shape ?? [0]).reduce((product, size) => product * size, 1);
  return {
    name,
    kind: 'input',
    output: formatOutput(shape, layout),
    field: undefined,
    parameters: 0,
    shares: false,
    macs: 0,
    activations,
  };
}

function lineOf(row: Row, layout: Layout): Line {
  const { name, kind, output, trainOnly, unread, parameters, macs, activations } = row;
  return {
    name: `${name}${trainOnly ? ' *' : ''}${unread ? ' (unread)' : ''}`,
    kind: isFolded(row) && kind === 'repeat' ? `repeat (${formatCounted(row.layers, 'layer')})` : kind,
    output: formatOutput(output, layout),
    field: row,
    parameters,
    shares: parameters === 0 && sharesWeights(row),
    macs,
    activations,
  };
}

function totalLine({ parameters, macs, inputs, nodes }: Summary): Line {
  const values = (shape: readonly number[] | null): number =>
    (shape ?? [0]).reduce((product, size) => product * size, 1);
  const entering = inputs.reduce((sum, { shape }) => sum + values(shape), 0);
  const activations = nodes.reduce((sum, node) => sum + node.activations, entering);
  return {
    name: 'total',
    kind: '',
    output: '',
    field: undefined,
    parameters: parameters.total,
    shares: false,
    macs,
    activations,
  };
}

function isFolded(row: Row): row is BlockSummary {
  return 'share' in row;
}

/** Whether a layer, or all layers of a block with weights, use those of earlier ones. */
function sharesWeights(row: Row): boolean {
  return isFolded(row) ? row.sharesWeights : row.weightsOf !== null;
}

function columnsOf(summary: Summary, layout: Layout): readonly Column<Line>[] {
  const {
    parameters: { total },
    macs: all,
  } = summary;
  const count = (value: number): string => (value === 0 ? '' : formatCount(value));
  return [
    { title: 'node', cell: ({ name }) => printable(name) },
    { title: 'kind', cell: ({ kind }) => kind },
    { title: outputTitle(summary, layout), cell: ({ output }) => output },
    { title: 'field', right: true, rank: 5, cell: ({ field }) => formatField(field) },
    { title: 'stride', right: true, rank: 2, cell: ({ field }) => formatStep(field) },
    { title: 'activations', right: true, rank: 1, cell: ({ activations }) => count(activations) },
    { title: 'parameters', right: true, cell: ({ parameters, shares }) => (shares ? 'shared' : count(parameters)) },
    { title: '%', right: true, rank: 3, cell: ({ parameters, kind }) => percent(parameters, total, kind) },
    { title: 'MACs', right: true, cell: ({ macs }) => count(macs) },
    { title: '%', right: true, rank: 4, cell: ({ macs, kind }) => percent(macs, all, kind) },
  ];
}

/** `output (H x W x C)`: the axes of the inputs in output order; no axes for vectors, or if the inputs differ. */
function outputTitle({ inputs }: Summary, layout: Layout): string {
  const [axes, ...others] = new Set(inputs.flatMap((input) => (input.axes?.[1] ? [input.axes.join(' ')] : [])));
  if (axes === undefined || others.length > 0) return 'output';
  const letters = axes.split(' ').map((axis) => axis.charAt(0).toUpperCase());
  return `output (${(layout === 'nchw' ? [...letters.slice(-1), ...letters.slice(0, -1)] : letters).join(' x ')})`;
}

/** Whole percents, one decimal below ten; empty for the total itself. */
function percent(part: number, whole: number, kind: string): string {
  if (part === 0 || kind === '') return '';
  const share = (100 * part) / whole;
  return share < 0.05 ? '<0.1' : share.toFixed(share < 9.95 ? 1 : 0);
}

/** `14`, or `14 x 1` if height and width differ, or `all`. */
function formatField(field: NodeField | undefined): string {
  if (!field) return '';
  if (!field.receptiveField) return '?';
  return field.seesAll ? 'all' : formatAlongAxes(field.receptiveField.size);
}

function formatStep(field: NodeField | undefined): string {
  return !field?.receptiveField || field.seesAll ? '' : formatAlongAxes(field.receptiveField.stride);
}

function formatAlongAxes(sizes: readonly number[]): string {
  const short = sizes.map((size) => String(Number(size.toFixed(3))));
  return short.every((size) => size === short[0]) ? (short[0] ?? '') : short.join(' x ');
}

function notes(summary: Summary, rows: readonly Row[], depth: number, leftOut: readonly string[]): readonly string[] {
  const folded = rows.filter(isFolded).length;
  const has = (title: string): boolean => !leftOut.includes(title);
  return [
    ...(folded === 0
      ? []
      : [`${folded} rows are folded blocks: --depth ${depth + 1} opens one more level, --depth all shows every layer`]),
    `MACs: multiply-accumulates per sample, forward pass${has('activations') ? '; activations: values kept for the backward pass' : ''}`,
    ...(has('field')
      ? [
          `field: receptive field in input cells${has('stride') ? '; stride: input cells between neighbouring values' : ''}`,
        ]
      : []),
    ...(leftOut.length === 0
      ? []
      : [`columns that did not fit: ${leftOut.join(', ')}; widen the terminal or use --format json`]),
    ...(rows.some((row) => row.parameters === 0 && sharesWeights(row))
      ? ['shared: the weights of an earlier layer, counted there']
      : []),
    ...(summary.nodes.some(({ trainOnly }) => trainOnly) ? ['* training only'] : []),
    ...(summary.nodes.some(({ unread }) => unread)
      ? ['(unread): no output depends on it, so it is not part of the model']
      : []),
  ];
}

/** A row of the table: a node, or a folded block. */
type Row = NodeSummary | BlockSummary;

/** Without a given depth, a table goes as deep as it can within this many rows. */
const COMFORTABLE_ROWS = 40;

/** The rows down to a depth, where 1 is the items of the spec's `layers`; blocks and repeats at that depth are folded. */
function rowsAt({ nodes, blocks }: Pick<Summary, 'nodes' | 'blocks'>, depth: number): readonly Row[] {
  const rows: Row[] = [];
  let shown = 0;
  for (const block of blocks) {
    if (block.depth !== depth || block.layers === 0) continue;
    rows.push(...nodes.slice(shown, block.firstLayer), block);
    shown = block.firstLayer + block.layers;
  }
  return [...rows, ...nodes.slice(shown)];
}

/** The default depth: unlimited for a short table, otherwise as deep as fits, and at least 1. */
function comfortableDepth(summary: Pick<Summary, 'nodes' | 'blocks'>): number {
  const deepest = summary.blocks.reduce((most, { depth }) => Math.max(most, depth), 0) + 1;
  let depth = 1;
  while (depth < deepest && rowsAt(summary, depth + 1).length <= COMFORTABLE_ROWS) depth++;
  return depth;
}
