import { printable } from '../diagnostics/printable';
import type { Paint } from '../diagnostics/render-human';
import { formatCount, formatOutput, type Layout } from './format';
import type { Memory, NodeSummary, Summary } from './summary';

/** The table of nodes with totals, as a terminal shows it. */
export function renderSummary(summary: Summary, layout: Layout, paint: Paint): string {
  const order = layout === 'nchw' ? 'output (C x H x W)' : 'output (H x W x C)';
  const header = ['node', 'kind', order, 'sees', 'parameters', 'MACs'];
  const rows = [
    ...summary.inputs.map(({ name, shape }) => [name, 'input', formatOutput(shape, layout), '', '', '']),
    ...summary.nodes.map(({ name, kind, output, receptiveField, trainOnly, parameters, macs }) => [
      `${name}${trainOnly ? ' *' : ''}`,
      kind,
      formatOutput(output, layout),
      formatField(receptiveField),
      parameters === 0 ? '' : formatCount(parameters),
      macs === 0 ? '' : formatCount(macs),
    ]),
    ['total', '', '', '', formatCount(summary.parameters.total), formatCount(summary.macs)],
  ];
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column < 4 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const rule = paint.dim('-'.repeat(widths.reduce((total, width) => total + width + 2, -2)));
  const { trainable, nonTrainable } = summary.parameters;
  return [
    paint.bold(printable(summary.name)),
    paint.bold(line(header)),
    rule,
    ...rows.slice(0, -1).map(line),
    rule,
    paint.bold(line(rows.at(-1) ?? [])),
    `${formatCount(trainable)} trainable, ${formatCount(nonTrainable)} not; MACs are multiply-accumulates for one sample, forward; sees: its part of the input`,
    ...inferenceLines(summary),
    ...(summary.memory ? ['', ...memoryLines(summary.memory)] : []),
  ].join('\n');
}

/** `5 x 5`, or `all`. */
function formatField(field: NodeSummary['receptiveField']): string {
  if (field === null) return '?';
  return field === 'all' ? field : field.join(' x ');
}

/** What the rows with a star are, and what is left without them. */
function inferenceLines({ nodes, inference }: Summary): string[] {
  if (!nodes.some(({ trainOnly }) => trainOnly)) return [];
  const { parameters, macs } = inference;
  return [`* for training alone; without them ${formatCount(parameters)} parameters, ${formatCount(macs)} MACs`];
}

function memoryLines(memory: Memory): string[] {
  const rows: [string, number, string][] = [
    ['weights', memory.weightBytes, ''],
    ['activations', memory.activationBytes, 'input and every output, kept for the backward pass'],
    ['gradients', memory.gradientBytes, 'one number for each trainable weight'],
    ['optimizer', memory.optimizerBytes, ''],
    ['total', memory.totalBytes, ''],
  ];
  const width = Math.max(...rows.map(([, bytes]) => formatCount(bytes).length));
  const lines = rows.map(([name, bytes, note]) =>
    `  ${name.padEnd(12)}${formatCount(bytes).padStart(width)}  ${note}`.trimEnd(),
  );
  return [`memory to train with a batch of ${formatCount(memory.batch)}, in bytes (4 for each number)`, ...lines];
}
