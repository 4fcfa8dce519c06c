import { MARKER } from '../files/write-program';
import type { BenchResult } from './bench-result';
import { entries } from './entries';
import { benchRows, describeBench } from './render-bench';

/**
 * A Markdown page with the result as a section; `plot` is the file of its plot, next to the page. In an existing page, replaces
 * the section of the same spec or appends one, and keeps everything else.
 */
export function renderPage(result: BenchResult, plot: string, page?: string): string {
  const [begin, end] = [
    `<!-- ${MARKER} bench ${result.spec}: renewed by \`--write\` -->`,
    `<!-- end of ${result.spec} -->`,
  ];
  const section = `${begin}\n\n${renderSection(result, plot)}\n\n${end}`;
  const from = page?.indexOf(begin) ?? -1;
  const to = page?.indexOf(end, Math.max(from, 0)) ?? -1;
  if (page === undefined || !page.includes(MARKER)) return `# Benchmarks\n\n${section}\n`;
  if (from < 0) return `${page.trimEnd()}\n\n${section}\n`;
  // Without its end marker, the extent of the section is unknown.
  if (to < 0) return page.replace(begin, () => section);
  return `${page.slice(0, from)}${section}${page.slice(to + end.length)}`;
}

function renderSection(result: BenchResult, plot: string): string {
  const [head = [], ...rows] = benchRows(result);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column < 2 ? '---' : '---:'));
  const names = [...new Set(result.engines.map(({ name }) => name))];
  const skipped = result.skipped.map(({ name, precision, reason }) => `- \`${name}\` in ${precision}: ${reason}`);
  return [
    `## Training ${result.spec}`,
    '',
    `${describeBench(result)}. All figures are for training: forward, backward and update. On a noisy machine, read the ratios, which are medians over the rounds.`,
    '',
    `![images per second](${plot})`,
    '',
    ...[head, rule, ...rows].map(line),
    '',
    ...names.map((name) => `- \`${name}\`: ${entries[name as keyof typeof entries].doc}`),
    ...(skipped.length > 0 ? ['', 'Left out:', '', ...skipped] : []),
  ].join('\n');
}
