import { printable } from '../diagnostics/printable';
import type { Paint } from '../diagnostics/render-human';
import { formatCount } from '../summary/format';
import type { Answer, Explanation } from './explain-node';
import type { Step } from './step';

/** Sums are not indented further than this. */
const MAXIMUM_INDENT = 12;

/** Names and lines are aligned in a column, at most this far right. */
const MAXIMUM_WIDTH = 64;

interface Row {
  readonly depth: number;
  readonly index: number;
  /** Already printed above, with its operands. */
  readonly again: boolean;
}

/** Renders an answer: the number, and below it, line by line, what it is computed from, down to the input. */
export function renderExplanation(explanation: Explanation, paint: Paint): string {
  const { node, kind, output, endsWith, place, answers, steps } = explanation;
  const end = endsWith === null ? '' : `, ends with ${endsWith}`;
  const line = place === null ? '' : ` (line ${place.line})`;
  const title = `${paint.bold(printable(node))}: ${kind}, ${output.join(' x ')}${end}${line}`;
  const page: Page = { steps, shown: new Map(), file: place?.file, paint };
  const texts = answers.map((answer) => renderAnswer(answer, page));
  return [title, ...texts].join('\n\n');
}

interface Page {
  readonly steps: readonly Step[];
  /** The questions that steps answered above. */
  readonly shown: Map<number, string>;
  /** The file of the node; locations in others name theirs. */
  readonly file: string | undefined;
  readonly paint: Paint;
}

function renderAnswer({ question, value, step, note }: Answer, { steps, shown, file, paint }: Page): string {
  const word = question.replace('_', ' ').replace('.', ', ');
  const title = `${paint.bold(`${word} ${typeof value === 'number' ? formatCount(value) : value}`)}`;
  const rest = note === null ? '' : `  ${paint.dim(`(${note})`)}`;
  if (step === null) return `${title}${rest}`;
  const same = shown.get(step);
  if (same !== undefined) return `${title}${rest}\n  same as ${same}`;
  shown.set(step, word);
  const rows = rowsOf(step, steps);
  const cells = rows.map(({ depth, index, again }) => {
    const { value: number, formula, written, by, place } = steps[index] as Step;
    const sum = formula === null ? '' : ` = ${formula}`;
    const said = written === null ? '' : `: ${written}`;
    const where = place === null ? '' : placeText(place.line, place.file, file);
    const indent = '  '.repeat(1 + Math.min(depth, MAXIMUM_INDENT));
    return [
      `${indent}${formatCount(number)}${again ? ' (above)' : `${sum}${said}`}`,
      again ? '' : `${by}${where}`,
    ] as const;
  });
  const width = Math.min(Math.max(...cells.map(([left]) => left.length)), MAXIMUM_WIDTH);
  return [
    `${title}${rest}`,
    ...cells.map(([left, right]) => `${printable(left.padEnd(width))}  ${paint.dim(printable(right))}`.trimEnd()),
  ].join('\n');
}

function placeText(line: number, file: string, main: string | undefined): string {
  return file === main ? `, line ${line}` : `, ${file}:${line}`;
}

/** A step and everything it is computed from, each once. A chain of single operands is not indented. */
function rowsOf(start: number, steps: readonly Step[]): readonly Row[] {
  const rows: Row[] = [];
  const seen = new Set<number>();
  const waiting = [{ index: start, depth: 0, head: true }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { index, depth, head } = next;
    const operands = steps[index]?.operands ?? [];
    const again = seen.has(index) && operands.length > 0;
    rows.push({ depth, index, again });
    seen.add(index);
    if (again) continue;
    const single = operands.length === 1;
    const below = operands.map((operand) => ({
      index: operand,
      depth: single && !head ? depth : depth + 1,
      head: !single,
    }));
    waiting.push(...below.reverse());
  }
  return rows;
}
