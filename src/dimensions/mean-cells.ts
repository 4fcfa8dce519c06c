import { entry, product } from './dimension';
import { type AxisWindow, alongAxes, padsOf, type Window } from './window';

/**
 * For each position of a mean's output, in row order: the number of cells that an engine counts divided by the number that the
 * language counts. The engine counts all cells of the kernel or, with `leavesPadding`, only those of the input. The language
 * counts the user's padding with `padsCount`, but never what windows extend past it.
 */
export function overCountedCells(
  window: Window,
  { padsCount, leavesPadding = false }: { readonly padsCount: boolean; readonly leavesPadding?: boolean },
  before: readonly number[],
  after: readonly number[],
): Float32Array {
  const axes = alongAxes(window, padsOf(window, before));
  const counted = (pads: boolean): readonly (readonly number[])[] =>
    axes.map((axis, index) =>
      Array.from({ length: entry(after, index) }, (_, place) => cellsAt(place, entry(before, index), axis, pads)),
    );
  const [inside, meant] = [counted(false), counted(padsCount)];
  const area = product(window.kernel);
  return Float32Array.from({ length: product(after) }, (_, place) => {
    const places = placesOf(place, after);
    const cells = (along: readonly (readonly number[])[]): number =>
      product(along.map((counts, index) => entry(counts, entry(places, index))));
    return (leavesPadding ? cells(inside) : area) / cells(meant);
  });
}

/** The cells of the window at a position of an axis: those of the input, and with `pads` those of the padding. */
function cellsAt(place: number, size: number, { kernel, stride, before, after }: AxisWindow, pads: boolean): number {
  const start = place * stride - before;
  const [first, end] = pads ? [-before, size + after] : [0, size];
  return Math.min(start + kernel, end) - Math.max(start, first);
}

/** The position along each axis, from the row-order index. */
function placesOf(place: number, sizes: readonly number[]): readonly number[] {
  let rest = place;
  return sizes
    .toReversed()
    .map((size) => {
      const along = rest % size;
      rest = Math.floor(rest / size);
      return along;
    })
    .toReversed();
}
