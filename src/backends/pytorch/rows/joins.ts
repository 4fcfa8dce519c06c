import { positionOf } from '../../../dimensions/axis';
import { channelCount } from '../../../dimensions/dimension';
import { sumOf } from '../../python/expression';
import { type Code, infix, join, line, numberFrom, usesOf } from '../../source/code';
import { helper, method, torch } from '../calls';
import type { LayerCode, Lowering, Row } from '../layer-code';

export const concat: Row<'concat'> = ({ attributes: { axis }, channels, output }) => {
  // The channels come right after the batch, and all other axes one later.
  const along = axis === 'channels';
  const dim = String(along ? 1 : positionOf(axis, output.length) + 2);
  // Numbers are added up here; if the block names any of them, the program computes the sum.
  const known = channels.every((code) => usesOf(code).size === 0);
  return {
    expression: (values) => {
      const [value = '', ...others] = values;
      return others.length === 0 ? value : torch('cat', [line`[${join(values, ', ')}]`], { dim });
    },
    listed: (list) => torch('cat', [list], { dim }),
    channels: known ? numberFrom(output.at(-1), channels) : along ? sumOf(channels) : (channels[0] ?? ''),
  };
};

/** A sum of more values than this is written with `sum`. */
const MANY = 8;

export const add: Row<'add'> = (lowering) => ({
  ...elementwise(lowering, (values) => {
    const [first = '', ...others] = values;
    if (values.length <= MANY) return infix(values, '+');
    const list: Code = { open: '[', items: others, close: ']', eachApart: true };
    return { open: 'sum(', items: [list, first], close: ')' };
  }),
  ...(isAligned(lowering) && { listed: (list) => method(torch('stack', [list]), 'sum', ['dim=0']) }),
});

export const subtract: Row<'subtract'> = (lowering) => elementwise(lowering, (values) => infix(values, '-'));
export const multiply: Row<'multiply'> = (lowering) => elementwise(lowering, (values) => infix(values, '*'));
export const maximum: Row<'maximum'> = (lowering) =>
  elementwise(lowering, (values) => (values.length === 1 ? (values[0] ?? '') : helper('maximum', values)));

/** Whether all values have the same axes. */
function isAligned({ inputs, output }: Pick<Lowering<'add'>, 'inputs' | 'output'>): boolean {
  return inputs.every(({ length }) => length === output.length);
}

/** The last axes of a vector next to values with positions are written out; PyTorch repeats axes of size 1 itself. */
function elementwise(
  { inputs, output, channels }: Pick<Lowering<'add'>, 'inputs' | 'output' | 'channels'>,
  combine: (values: readonly Code[]) => Code,
): LayerCode {
  const whole = inputs.flatMap((sizes, index) =>
    channelCount(sizes) === channelCount(output) ? [channels[index] ?? ''] : [],
  );
  // A map of one channel next to a value that happens to have one is not what decides.
  const named = whole
    .filter((code) => usesOf(code).size > 0)
    .toSorted((one, other) => usesOf(one).size - usesOf(other).size)[0];
  return {
    expression: (values) => {
      const spread = ', None'.repeat(output.length - 1);
      const aligned = values.map((value, index) =>
        (inputs[index]?.length ?? 0) < output.length ? line`${value}[:, :${spread}]` : value,
      );
      return combine(aligned);
    },
    channels: named ?? whole[0] ?? '',
  };
}
