import { product } from '../../../dimensions/dimension';
import { channelsFirstShape, hasOneOrder, hasPlaces } from '../../channels-first/layout';
import { productOf } from '../../python/expression';
import { type Code, fixedBy, numberFrom, unless, usesOf } from '../../source/code';
import { applied, method, nn, torch } from '../calls';
import type { Row } from '../layer-code';
import { channelsFirst, channelsLast } from '../layout';
import { BIAS } from './convolution';

/** In PyTorch's order if only a dense layer reads it, whose rows are then in that order too. */
export const flatten: Row<'flatten'> = ({ inputs: [shape = []], channels: [channels = ''], output, ordered }) => {
  const cells = product(shape.slice(0, -1));
  const isNumber = usesOf(channels).size === 0;
  const isPlain = ordered || (hasOneOrder(shape) && (cells === 1 || (isNumber && fixedBy(channels).size === 0)));
  return {
    expression: ([x = '']) => {
      if (!hasPlaces(shape)) return x;
      return torch('flatten', [isPlain ? x : channelsLast(x, shape), '1']);
    },
    modules: !hasPlaces(shape) ? [] : isPlain ? [nn('Flatten', [])] : undefined,
    channels: isNumber
      ? numberFrom(output[0], [channels])
      : cells === 1
        ? channels
        : productOf(channels, String(cells)),
    sized: hasPlaces(shape),
  };
};

export const reshape: Row<'reshape'> = ({ inputs: [shape = []], output }) => ({
  expression: ([x = '']) => {
    const from = hasOneOrder(shape) ? x : channelsLast(x, shape);
    if (hasOneOrder(output)) return method(from, 'reshape', ['-1', ...channelsFirstShape(output).map(String)]);
    return channelsFirst(method(from, 'reshape', ['-1', ...output.map(String)]), output);
  },
  modules: hasPlaces(shape) || !hasPlaces(output) || !hasOneOrder(output) ? undefined : [unflatten(output)],
  sized: true,
});

/** `nn.Unflatten(1, (16, 1, 1))` */
function unflatten(output: readonly number[]): Code {
  return nn('Unflatten', ['1', `(${channelsFirstShape(output).join(', ')})`]);
}

/** PyTorch's takes the last axis, and the channels of a sequence come before its length. */
export const dense: Row<'dense'> = ({
  attributes,
  inputs: [shape = []],
  channels: [features = ''],
  flattened,
  scalar,
}) => {
  const units = scalar('units', attributes.units);
  const rows = flattened && !hasOneOrder(flattened) ? flattened : undefined;
  const module = nn('Linear', [features, units], { bias: unless('True', scalar('bias', attributes.bias)) });
  return {
    module,
    modules: hasPlaces(shape) ? undefined : [module],
    expression: ([x = ''], self) => channelsFirst(applied(self, channelsLast(x, shape)), shape),
    channels: units,
    state: { kernel: { key: 'weight', order: [1, 0], ...(rows && { rows }) }, ...(attributes.bias && { bias: BIAS }) },
  };
};
