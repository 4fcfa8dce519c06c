import { printable } from '../diagnostics/printable';
import type { Paint } from '../diagnostics/render-human';
import { formatCount } from '../summary/format';
import { layOut } from '../summary/table';
import type { Difference, LoneNode, NodeChange } from './compare';
import type { EndChange } from './compare-ends';

/** The two graphs as the user named them. */
export interface Sides {
  readonly a: string;
  readonly b: string;
}

/** Renders a difference: one line per node, then the totals. */
export function renderDifference(difference: Difference, sides: Sides, paint: Paint): string {
  const { removed, added, changed, ends, same } = difference;
  const title = paint.bold(printable(`${sides.a} -> ${sides.b}`));
  const notes = [...reshapedLines(difference), ...renamedLines(difference)];
  if (same) return [`${title}: the same graph`, ...notes].join('\n');
  return [
    title,
    ...ends.map((end) => `~ ${printable(endText(end))}`),
    ...removed.map((node) => paint.red(`- ${printable(loneText(node))}`)),
    ...added.map((node) => paint.cyan(`+ ${printable(loneText(node))}`)),
    ...changed.map((change) => `~ ${printable(changeText(change))}`),
    ...notes,
    '',
    ...totalLines(difference),
  ].join('\n');
}

function endText({ end, name, what, a, b }: EndChange): string {
  if (what === 'itself') return `${end} \`${name}\`: ${a === null ? 'only in the second' : 'only in the first'}`;
  return `${end} \`${name}\`: ${what} ${formatValue(a)} -> ${formatValue(b)}`;
}

function loneText({ node, kind, line, from, output }: LoneNode): string {
  const shape = output === null ? '' : `, produces ${output.join(' x ')}`;
  return `${kind} \`${node}\` (line ${line}): reads ${from.map((name) => `\`${name}\``).join(', ')}${shape}`;
}

function changeText({ a, b, attributes, wiring }: NodeChange): string {
  const names = a.node === b.node ? `\`${a.node}\`` : `\`${a.node}\` / \`${b.node}\``;
  const lines = a.line === b.line ? `line ${a.line}` : `lines ${a.line} and ${b.line}`;
  const kind = a.kind === b.kind ? a.kind : `${a.kind} -> ${b.kind}`;
  const says = [
    ...attributes.map(({ attribute, a: from, b: to }) => `${attribute} ${formatValue(from)} -> ${formatValue(to)}`),
    ...(wiring ? [`reads ${wiring.a.join(', ')} -> ${wiring.b.join(', ')}`] : []),
  ];
  return `${kind} ${names} (${lines})${says.length === 0 ? '' : `: ${says.join('; ')}`}`;
}

/** A value as written in a spec; two equal numbers as one. */
function formatValue(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  const [first] = value;
  return value.length !== 3 && value.every((one) => one === first) ? String(first) : `[${value.join(', ')}]`;
}

function reshapedLines({ reshaped }: Difference): readonly string[] {
  const [first] = reshaped;
  if (!first) return [];
  const { a, from, to } = first;
  const count = reshaped.length === 1 ? '1 node has' : `${reshaped.length} nodes have`;
  return [`  ${count} a different shape, first \`${printable(a)}\`: ${from.join(' x ')} -> ${to.join(' x ')}`];
}

function renamedLines({ renamed }: Difference): readonly string[] {
  const [first] = renamed;
  if (!first) return [];
  const count = renamed.length === 1 ? '1 node has' : `${renamed.length} nodes have`;
  const example = printable(`\`${first.a}\` / \`${first.b}\``);
  return [`  ${count} a different name, first ${example}: the graph is the same, but weights are stored by name`];
}

function totalLines({ totals }: Difference): readonly string[] {
  const rows = [
    { title: 'nodes', ...totals.nodes },
    { title: 'parameters', ...totals.parameters },
    { title: 'trainable', ...totals.trainable },
    { title: 'MACs', ...totals.macs },
    { title: 'activations', ...totals.activations },
    ...Object.entries(totals.receptiveField).map(([axis, total]) => ({ title: `sees, ${axis}`, ...total })),
  ];
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${formatCount(value)}`;
  const { lines } = layOut(
    [
      { title: '', cell: ({ title }) => title },
      { title: 'first', right: true, cell: ({ a }) => formatCount(a) },
      { title: 'second', right: true, cell: ({ b }) => formatCount(b) },
      { title: 'difference', right: true, cell: ({ difference }) => (difference === 0 ? '' : signed(difference)) },
      { title: 'ratio', right: true, cell: ({ ratio }) => (ratio === null || ratio === 1 ? '' : ratio.toPrecision(4)) },
    ],
    rows,
  );
  return lines;
}
