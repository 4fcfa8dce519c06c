import { positionOf } from '../../../dimensions/axis';
import { channelsFirstShape, hasOneOrder, hasPlaces } from '../../channels-first/layout';
import type { AttributeTexts } from '../../source/attribute-texts';
import { type Code, line, type Text, unless, usesOf } from '../../source/code';
import { applied, method, nn, torch } from '../calls';
import type { Row } from '../layer-code';
import { channelsFirst, channelsLast } from '../layout';
import { BIAS } from './convolution';

/** In PyTorch's order if only a dense layer reads it, whose rows are then in that order too. */
export const flatten: Row<'flatten'> = ({ inputs: [shape = []], ordered }) => ({
  expression: ([x = '']) => {
    if (!hasPlaces(shape)) return x;
    return torch('flatten', [ordered || hasOneOrder(shape) ? x : channelsLast(x, shape), '1']);
  },
});

export const reshape: Row<'reshape'> = ({ inputs: [shape = []], output }) => ({
  expression: ([x = '']) => {
    const from = hasOneOrder(shape) ? x : channelsLast(x, shape);
    if (hasOneOrder(output)) return method(from, 'reshape', ['-1', ...channelsFirstShape(output).map(String)]);
    return channelsFirst(method(from, 'reshape', ['-1', ...output.map(String)]), output);
  },
});

/** The channels come right after the batch, and all other axes one later. */
export const slice: Row<'slice'> = ({ attributes, inputs: [shape = []], output, channels, forward, scalar }) => {
  const { axis, start, end } = attributes;
  const endsIn = (texts: Pick<AttributeTexts, 'scalar'>): Ends => ({
    first: texts.scalar('start', start),
    last: end === undefined ? undefined : texts.scalar('end', end),
  });
  const along = axis === 'channels';
  const before = ':, '.repeat(along ? 1 : positionOf(axis, shape.length) + 2);
  const [count = ''] = channels;
  return {
    expression: ([x = '']) => line`${x}[${before}${rangeOf(endsIn(forward))}]`,
    channels: along ? slicedChannels(count, endsIn({ scalar }), output) : count,
  };
};

interface Ends {
  readonly first: Code;
  readonly last: Code | undefined;
}

/** `1:-1`, with spaces around more than numbers, as formatters write it: `self.start : self.end`. */
function rangeOf({ first, last }: Ends): Text {
  const [start = '', end = ''] = [unless('0', first), last];
  const plain = [start, end].every((code) => typeof code === 'string');
  if (plain) return line`${start}:${end}`;
  return line`${start}${start === '' ? '' : ' '}:${end === '' ? '' : ' '}${end}`;
}

/** The number of channels in a range; a formula if a parameter of the block decides it. */
function slicedChannels(channels: Code, { first, last = 'None' }: Ends, output: readonly number[]): Code {
  const known = [channels, first, last].every((code) => usesOf(code).size === 0);
  return known ? String(output.at(-1)) : line`len(range(${channels})[slice(${first}, ${last})])`;
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
  return {
    module: nn('Linear', [features, units], { bias: unless('True', scalar('bias', attributes.bias)) }),
    expression: ([x = ''], self) => channelsFirst(applied(self, channelsLast(x, shape)), shape),
    channels: units,
    state: { kernel: { key: 'weight', order: [1, 0], ...(rows && { rows }) }, ...(attributes.bias && { bias: BIAS }) },
  };
};
