import { entry, product } from './dimension';
import { type AxisWindow, alongAxes, padsOf, type Window } from './window';

/**
 * For each place of a mean's output, in row order: the cells that an engine counts over those that count in the language. The engine
 * counts all cells of the kernel, or, with `leavesPadding`, those of the input only. In the language the padding that the user said
 * counts with `padsCount`; what windows reach past it never does.
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

/** Cells of the window at a place of an axis: those of the input, and with `pads` those of the padding. */
function cellsAt(place: number, size: number, { kernel, stride, before, after }: AxisWindow, pads: boolean): number {
  const start = place * stride - before;
  const [first, end] = pads ? [-before, size + after] : [0, size];
  return Math.min(start + kernel, end) - Math.max(start, first);
}

/** The place along each axis of the place with a number in row order. */
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
