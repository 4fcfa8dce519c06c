import { product } from '../../../dimensions/dimension';
import { channelsFirstShape, hasOneOrder, hasPlaces } from '../../channels-first/layout';
import { productOf } from '../../python/expression';
import type { AttributeTexts } from '../../source/attribute-texts';
import { type Code, fixedBy, flatten as flattenCode, join, line, numberFrom, unless, usesOf } from '../../source/code';
import { applied, method, nn, torch } from '../calls';
import type { LayerCode, Lowering, Row } from '../layer-code';
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

export const reshape: Row<'reshape'> = (lowering) => {
  const {
    attributes: { shape: sizes },
    inputs: [shape = []],
    channels: [channels = ''],
    output,
    forward,
  } = lowering;
  const textsOf = ({ scalar }: AttributeTexts): readonly Code[] =>
    sizes.map((size, index) => scalar(`shape/${index}`, size));
  const own = textsOf(lowering);
  const keepsChannels = flattenCode(own.at(-1) ?? '') === flattenCode(channels);
  if (hasPlaces(shape) && hasPlaces(output) && keepsChannels) return { ...regroup(lowering, textsOf), channels };
  // Other sizes could have another order.
  const isNumbers = own.every((code) => usesOf(code).size + fixedBy(code).size === 0);
  const isPlain = (sides: readonly number[]): boolean => !hasPlaces(sides) || (isNumbers && hasOneOrder(sides));
  return {
    expression: ([x = '']) => {
      const from = isPlain(shape) ? x : channelsLast(x, shape);
      const texts = textsOf(forward);
      if (isPlain(output)) return method(from, 'reshape', ['-1', ...channelsFirstShape(texts)]);
      return channelsFirst(method(from, 'reshape', ['-1', ...texts]), output);
    },
    modules:
      hasPlaces(shape) || !hasPlaces(output) || !isPlain(output)
        ? undefined
        : [nn('Unflatten', ['1', line`(${join(channelsFirstShape(own), ', ')})`])],
    sized: true,
  };
};

/** Other places for the same channels: `x.flatten(2)` makes a sequence of an image, `torch.unflatten(x, 2, (14, 14))` an image of a sequence. */
function regroup(
  { inputs: [shape = []], output, forward, ...texts }: Lowering<'reshape'>,
  textsOf: (texts: AttributeTexts) => readonly Code[],
): LayerCode {
  const isFlat = output.length === 2;
  const places = (read: AttributeTexts): Code => line`(${join(textsOf(read).slice(0, -1), ', ')})`;
  const flat = shape.length === 2 ? [] : [nn('Flatten', ['2'])];
  return {
    expression: ([x = '']) => {
      // All places together are as many as before, so that an expression for them need not be written.
      const sizes = places(forward);
      const sequence = shape.length === 2 ? x : method(x, 'flatten', ['2']);
      return isFlat ? sequence : torch('unflatten', [sequence, '2', sizes]);
    },
    modules: isFlat ? flat : [...flat, nn('Unflatten', ['2', places(texts)])],
  };
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
