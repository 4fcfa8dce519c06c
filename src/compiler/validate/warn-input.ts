import type { Report } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import type { InputAst } from '../ast';

/** The channels of common images. */
const CHANNELS = [1, 3, 4];
/** Neither a window over few rows, nor a list of sensors, is this large in both of its other sizes. */
const LEAST_SIDE = 16;

/** Warns about an image whose height is a usual number of channels, and whose width and channels are like the sides of an image. */
export function warnAboutChannelsFirst({ name, shape, axes, span }: InputAst, report: Report): void {
  const [first = 0, second = 0, third = 0] = shape;
  const isImage = axes.length === 3 && axes[0] === 'height';
  if (!isImage || !CHANNELS.includes(first) || Math.min(second, third) < LEAST_SIDE) return;
  if (Math.max(second, third) <= 2 * Math.min(second, third))
    report.add('input/channels-first', span, { name, sizes: shape });
}

/** Warns about a mean or deviation of values from 0 to 255. */
export function warnAboutScale(key: 'mean' | 'std', values: readonly number[], span: Span, report: Report): void {
  const value = values.find((one) => Math.abs(one) > 1);
  if (value === undefined) return;
  report.add('input/preprocess-scale', span, { key, value, scaled: Number((value / 255).toFixed(4)) });
}
