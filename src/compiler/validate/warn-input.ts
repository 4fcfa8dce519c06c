import type { Report } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import type { InputAst } from '../ast';

/** The channels of common images. */
const CHANNELS = [1, 3, 4];
/** Neither a window over few rows, nor a list of sensors, is this large in both of its other sizes. */
const LEAST_SIDE = 16;

/** The channels of common sequences, such as mono and stereo sound or a sensor of three axes. */
const SIGNALS = [1, 2, 3];
/** A sequence of few positions has fewer channels. */
const LEAST_LENGTH = 128;

/** Warns about an input whose first size is a usual number of channels, and whose others are like the sides of an image, or a length. */
export function warnAboutChannelsFirst(input: InputAst, report: Report): void {
  const { name, shape, axes, span } = input;
  if (looksLikeImage(input) || looksLikeSequence(input))
    report.add('input/channels-first', span, { name, sizes: shape, axes });
}

function looksLikeImage({ shape, axes }: InputAst): boolean {
  const [first = 0, second = 0, third = 0] = shape;
  if (axes.length !== 3 || axes[0] !== 'height' || !CHANNELS.includes(first)) return false;
  const [shorter, longer] = [Math.min(second, third), Math.max(second, third)];
  return shorter >= LEAST_SIDE && longer <= 2 * shorter;
}

function looksLikeSequence({ shape, axes }: InputAst): boolean {
  const [first = 0, second = 0] = shape;
  return axes.length === 2 && axes[0] === 'length' && SIGNALS.includes(first) && second >= LEAST_LENGTH;
}

/** Warns about a mean or deviation of values from 0 to 255. */
export function warnAboutScale(key: 'mean' | 'std', values: readonly number[], span: Span, report: Report): void {
  const value = values.find((one) => Math.abs(one) > 1);
  if (value === undefined) return;
  report.add('input/preprocess-scale', span, { key, value, scaled: Number((value / 255).toFixed(4)) });
}
