import { apply, type Lowering, method, operate, type Row, type Value } from '../row';
import { addSizes } from '../size';

/** The axis of the channels: images and vectors have them first, all else last. */
export function channelAxis(shape: readonly number[] | undefined): string {
  return shape?.length === 1 || shape?.length === 3 ? '1' : '-1';
}

export const concat: Row<'concat'> = ({ inputs, sizes }) => {
  if (inputs.length === 1) return {};
  return {
    starts: true,
    size: addSizes(sizes),
    forward: (values) => {
      const list = { open: '[', items: values.map(({ code }) => code), close: ']' };
      const depth = Math.max(...values.map((value) => value.depth));
      return apply('torch.cat', [{ code: list, tight: true, typed: true, depth }], axisOf(inputs));
    },
  };
};

function axisOf([shape]: readonly (readonly number[])[]): string {
  return `dim=${channelAxis(shape)}`;
}

export const add: Row<'add'> = ({ inputs }) =>
  inputs.length === 1 ? {} : { starts: true, forward: (values) => operate('+', values) };

/** One number for each channel goes over all places of an image. */
export const multiply: Row<'multiply'> = ({ inputs, output }: Lowering<'multiply'>) => {
  if (inputs.length === 1) return {};
  const spread = (value: Value, index: number): Value =>
    output.length === 3 && inputs[index]?.length === 1 ? method(value, 'unflatten(1, (-1, 1, 1))') : value;
  return { starts: true, forward: (values) => operate('*', values.map(spread)) };
};
