import { MARKER } from '../backends/source/marker';
import type { BenchResult } from './bench-result';
import { entries } from './entries';
import { benchRows, describeBench } from './render-bench';

/** The result as a page in Markdown; `plot` is the file of its plot, beside the page. */
export function renderPage(result: BenchResult, plot: string): string {
  const [head = [], ...rows] = benchRows(result);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column < 2 ? '---' : '---:'));
  const names = [...new Set(result.engines.map(({ name }) => name))];
  const skipped = result.skipped.map(({ name, precision, reason }) => `- \`${name}\` in ${precision}: ${reason}`);
  return `${[
    '# Benchmarks',
    '',
    `<!-- ${MARKER} bench: run \`modelc bench SPEC --write\` to renew it. -->`,
    '',
    `${describeBench(result)}. All figures are of training: forward, backward and update. The machine may be noisy: read the ratios.`,
    '',
    `![images a second](${plot})`,
    '',
    ...[head, rule, ...rows].map(line),
    '',
    ...names.map((name) => `- \`${name}\`: ${entries[name as keyof typeof entries].doc}`),
    ...(skipped.length > 0 ? ['', 'Left out:', '', ...skipped] : []),
  ].join('\n')}\n`;
}
