import { printable } from '../diagnostics/printable';
import type { Paint } from '../diagnostics/render-human';
import { spatialAxisNames } from '../dimensions/axis';
import type { MinimumInput, SmallestInput, SmallestSize } from './minimum-input';

/** The smallest input in a few sentences; for training and inference separately if they differ. */
export function renderMinimum(name: string, { training, inference }: MinimumInput, paint: Paint): string {
  const title = paint.bold(printable(name));
  if (JSON.stringify(training) === JSON.stringify(inference)) return [title, ...lines(training, '')].join('\n');
  return [title, ...lines(inference, ' at inference'), ...lines(training, ' for training')].join('\n');
}

function lines(input: SmallestInput | null, when: string): readonly string[] {
  if (!input) return [`no input size is valid${when}`];
  const { square, ...sizes } = input;
  const axes = spatialAxisNames.flatMap((axis) => {
    const size = sizes[axis];
    return size ? [{ axis, size }] : [];
  });
  const smallest = axes.map(({ size }) => size.smallest);
  const squares =
    axes.length === 1 || square === Math.max(...smallest)
      ? ''
      : square === null
        ? '; no square input is valid'
        : `; the smallest square input is ${axes.map(() => square).join(' x ')}`;
  const names = axes.map(({ axis }) => axis).join(' x ');
  return [
    `the smallest input${when} is ${smallest.join(' x ')} (${names})${squares}`,
    ...axes.flatMap(({ axis, size }, index) => {
      const repeated = axes.slice(0, index).some((other) => isAlike(other.size, size));
      return repeated ? [] : axisLines(axis, size);
    }),
  ];
}

/** Whether the same layer fails below, and larger sizes have the same step. */
function isAlike(one: SmallestSize, other: SmallestSize): boolean {
  return one.below?.node === other.below?.node && one.step === other.step;
}

function axisLines(axis: string, { smallest, step, below }: SmallestSize): readonly string[] {
  const steps =
    step === null
      ? [`  not every larger ${axis} is valid: try one with --input`]
      : step > 1
        ? [`  larger sizes in steps of ${step}: ${smallest}, ${smallest + step}, ${smallest + 2 * step}, ...`]
        : [];
  if (!below) return steps;
  const where = `\`${printable(below.node)}\` (line ${below.line})`;
  return [`  at ${below.size.join(' x ')} ${where} fails: ${printable(below.message)}`, ...steps];
}
