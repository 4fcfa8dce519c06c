import { entry } from '../../../dimensions/dimension';
import type { Pad } from '../../../dimensions/window';
import type { Attributes } from '../../../schema/kinds';
import { differenceOf, productOf, quotientOf, squareOf } from '../../python/expression';
import type { AttributeTexts } from '../../source/attribute-texts';
import { type Code, line, numberFrom, type Text, unless, usesOf, wrap } from '../../source/code';
import { functional, helper, method, nn } from '../calls';
import type { HelperName } from '../helpers';
import type { LayerCode, Lowering, Row } from '../layer-code';
import { dimOf } from '../layout';
import { cropped, isFormula, padTexts } from './padding';

/** The channels come right after the batch, and all other axes one later. */
export const slice: Row<'slice'> = ({ attributes, inputs: [shape = []], output, channels, forward, scalar }) => {
  const { axis, start, end } = attributes;
  const endsIn = (texts: Pick<AttributeTexts, 'scalar'>): Ends => ({
    first: texts.scalar('start', start),
    last: end === undefined ? undefined : texts.scalar('end', end),
  });
  const along = axis === 'channels';
  const before = ':, '.repeat(dimOf(axis, shape));
  const [count = ''] = channels;
  return {
    expression: ([x = '']) => line`${x}[${before}${rangeOf(endsIn(forward))}]`,
    channels: along ? slicedChannels(count, { start, end, ...endsIn({ scalar }) }, output) : count,
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
function slicedChannels(
  channels: Code,
  { start, end, first, last = 'None' }: Ends & Pick<Attributes<'slice'>, 'start' | 'end'>,
  output: readonly number[],
): Code {
  const isFixed = [first, last].every((code) => usesOf(code).size === 0);
  const fromStart = start >= 0 && end !== undefined && end >= 0;
  if (isFixed && fromStart) return numberFrom(output.at(-1), [first, last]);
  if (isFixed && usesOf(channels).size === 0) return numberFrom(output.at(-1), [channels, first, last]);
  if (isFixed && start >= 0 && (end ?? -1) < 0) return differenceOf(channels, start - (end ?? 0));
  return line`len(range(${channels})[slice(${first}, ${last})])`;
}

export const crop2d: Row<'crop2d'> = ({ attributes: { cropping }, forward, channels: [channels = ''] }) => ({
  expression: ([x = '']) => {
    const cells = padTexts(cropping, forward, 'cropping');
    // `1:-cells` would be empty for no cells.
    return cells.flat().some(isFormula) ? cropped(x, cells) : line`${x}[:, :, ${cropping.map(keptOf).join(', ')}]`;
  },
  channels,
});

/** `1:-1` without the cells of one axis. */
function keptOf([before, after]: Pad): string {
  return `${before === 0 ? '' : before}:${after === 0 ? '' : -after}`;
}

export const reduceMean: Row<'reduce_mean'> = (lowering) => reduced(lowering, 'mean');

/** Of equal numbers, the first receives the gradient here; `amax` would divide it. */
export const reduceMax: Row<'reduce_max'> = (lowering) => reduced(lowering, 'max', '.values');

function reduced(
  { attributes: { axis }, inputs: [shape = []], channels: [channels = ''] }: Lowering<'reduce_mean'>,
  name: string,
  suffix = '',
): LayerCode {
  return {
    expression: ([x = '']) => wrap('', method(x, name, [`dim=${dimOf(axis, shape)}`, 'keepdim=True']), suffix),
    channels: axis === 'channels' ? '1' : channels,
  };
}

/** The channels are the second axis here, and all others one later than in the spec. */
export const permute: Row<'permute'> = ({ attributes: { axes }, inputs: [shape = []], channels: [channels = ''] }) => {
  const rank = shape.length;
  const places = axes.map((axis) => dimOf(axis, shape));
  const order = [0, entry(places, rank - 1), ...places.slice(0, -1)];
  const moves = order.map((from, to) => ({ from, to })).filter(({ from, to }) => from !== to);
  const [first, second] = moves;
  return {
    expression: ([x = '']) => {
      if (!first || !second) return x;
      if (moves.length === 2) return method(x, 'transpose', [String(first.to), String(second.to)]);
      return method(x, 'permute', order.map(String));
    },
    ...(order[1] === 1 && { channels }),
  };
};

export const spaceToDepth: Row<'space_to_depth'> = (lowering) =>
  blocks(lowering, { crd: 'pixel_unshuffle', module: 'PixelUnshuffle', dcr: 'space_to_depth' }, productOf);

export const depthToSpace: Row<'depth_to_space'> = (lowering) =>
  blocks(lowering, { crd: 'pixel_shuffle', module: 'PixelShuffle', dcr: 'depth_to_space' }, quotientOf);

/** PyTorch has only the order `crd`. */
function blocks(
  lowering: Lowering<'space_to_depth'> | Lowering<'depth_to_space'>,
  names: { readonly crd: string; readonly module: string; readonly dcr: HelperName },
  channelsAfter: (channels: Code, cells: Code) => Code,
): LayerCode {
  const {
    attributes,
    output,
    channels: [channels = ''],
    scalar,
    forward,
  } = lowering;
  const { block, order } = attributes;
  const size = scalar('block', block);
  const cells = usesOf(size).size === 0 ? numberFrom(block ** 2, [size]) : squareOf(size);
  const known = [channels, size].every((code) => usesOf(code).size === 0);
  return {
    expression: ([x = '']) => {
      const values = [x, forward.scalar('block', block)];
      return order === 'crd' ? functional(names.crd, values) : helper(names.dcr, values);
    },
    modules: order === 'crd' ? [nn(names.module, [size])] : undefined,
    channels: known ? numberFrom(output.at(-1), [channels, size]) : channelsAfter(channels, cells),
  };
}
