import type { Report } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import { looksChannelsFirst } from '../../dimensions/channels-first';
import type { InputAst } from '../ast';

/** Warns about an input whose sizes look as if its channels came first. */
export function warnAboutChannelsFirst({ name, shape, axes, span }: InputAst, report: Report): void {
  if (looksChannelsFirst(shape, axes)) report.add('input/channels-first', span, { name, sizes: shape, axes });
}

/** Warns about a mean or deviation of values from 0 to 255. */
export function warnAboutScale(key: 'mean' | 'std', values: readonly number[], span: Span, report: Report): void {
  const value = values.find((one) => Math.abs(one) > 1);
  if (value === undefined) return;
  report.add('input/preprocess-scale', span, { key, value, scaled: Number((value / 255).toFixed(4)) });
}
