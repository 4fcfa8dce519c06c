import { formatShape } from '../diagnostics/messages/words';

/** The order of sizes in output; internally they are channels last. */
export type Layout = 'nhwc' | 'nchw';

/** A count with commas and at most three decimals. Loading `Intl` would take a tenth of the time of a whole `check`. */
export function formatCount(count: number): string {
  const [whole = '', fraction] = String(Number(count.toFixed(3))).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `1 layer`, `1,024 layers`. */
export function formatCounted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `28 x 28 x 1`, or channels first as in PyTorch; `?` if unknown because of an error. */
export function formatOutput(shape: readonly number[] | null, layout: Layout): string {
  if (!shape) return '?';
  return formatShape(layout === 'nchw' ? [...shape.slice(-1), ...shape.slice(0, -1)] : shape);
}
