import { printable } from '../diagnostics/printable';
import type { Paint } from '../diagnostics/render-human';
import { spatialAxisNames } from '../dimensions/axis';
import type { MinimumInput, SmallestInput, SmallestSize } from './minimum-input';
import { validText } from './valid-sizes';

/** The smallest input in a few sentences; for training and inference separately if they differ. */
export function renderMinimum(name: string, { training, inference, searched }: MinimumInput, paint: Paint): string {
  const title = paint.bold(printable(name));
  const lines = (input: SmallestInput | null, when: string): readonly string[] =>
    input
      ? sizeLines(input, when)
      : [`no valid input size was found${when}: neither the size as written nor a square up to ${searched}`];
  if (JSON.stringify(training) === JSON.stringify(inference)) return [title, ...lines(training, '')].join('\n');
  return [title, ...lines(inference, ' at inference'), ...lines(training, ' for training')].join('\n');
}

function sizeLines(input: SmallestInput, when: string): readonly string[] {
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
      const alone = axes.every((other) => isAlike(other.size, size));
      return repeated ? [] : axisLines(axis, size, alone);
    }),
  ];
}

/** Whether the same layer fails below, and the same larger sizes are valid. */
function isAlike(one: SmallestSize, other: SmallestSize): boolean {
  return one.below?.node === other.below?.node && JSON.stringify(one.valid) === JSON.stringify(other.valid);
}

function axisLines(axis: string, { valid, below }: SmallestSize, alone: boolean): readonly string[] {
  const larger = [`  ${alone ? '' : `${axis}: `}${validText(axis, valid)}`];
  if (!below) return larger;
  const where = `\`${printable(below.node)}\` (line ${below.line})`;
  return [`  at ${below.size.join(' x ')} ${where} fails: ${printable(below.message)}`, ...larger];
}
