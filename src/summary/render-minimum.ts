import { printable } from '../diagnostics/printable';
import type { Paint } from '../diagnostics/render-human';
import type { MinimumInput, SmallestInput, SmallestSize } from './minimum-input';

/** The smallest input in a few sentences; both graphs where they differ. */
export function renderMinimum(name: string, { training, inference }: MinimumInput, paint: Paint): string {
  const title = paint.bold(printable(name));
  if (JSON.stringify(training) === JSON.stringify(inference)) return [title, ...lines(training, '')].join('\n');
  return [title, ...lines(inference, ' outside of training'), ...lines(training, ' for training')].join('\n');
}

function lines(input: SmallestInput | null, when: string): readonly string[] {
  if (!input) return [`no size of the input is legal${when}`];
  const { height, width, square } = input;
  const most = Math.max(height.smallest, width.smallest);
  const squares =
    square === most ? '' : square === null ? '; no square is' : `; the smallest square is ${square} x ${square}`;
  return [
    `the smallest input${when} is ${height.smallest} x ${width.smallest} (height x width)${squares}`,
    ...axisLines('height', height),
    ...(JSON.stringify(height.below?.node) === JSON.stringify(width.below?.node) && height.step === width.step
      ? []
      : axisLines('width', width)),
  ];
}

function axisLines(axis: string, { smallest, step, below }: SmallestSize): readonly string[] {
  const steps =
    step === null
      ? [`  not every larger ${axis} is legal: try it by --input`]
      : step > 1
        ? [`  larger ones go in steps of ${step}: ${smallest}, ${smallest + step}, ${smallest + 2 * step}, ...`]
        : [];
  if (!below) return steps;
  const where = `\`${printable(below.node)}\` (line ${below.line})`;
  return [`  at ${below.size.join(' x ')} ${where} breaks: ${printable(below.message)}`, ...steps];
}
