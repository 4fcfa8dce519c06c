import { formatShape } from '../diagnostics/messages/words';

/** The order of sizes in print; inside they are channels last. */
export type Layout = 'nhwc' | 'nchw';

const number = new Intl.NumberFormat('en-US');

/** A count with commas. */
export function formatCount(count: number): string {
  return number.format(count);
}

/** `28 x 28 x 1`, or channels first for people who think in PyTorch's order; `?` where a mistake leaves it unknown. */
export function formatOutput(shape: readonly number[] | null, layout: Layout): string {
  if (!shape) return '?';
  const [height, width, channels] = shape;
  const ordered = layout === 'nchw' && shape.length === 3 ? [channels, height, width] : shape;
  return formatShape(ordered as readonly number[]);
}
