import { type PaddedWindow, padsOf } from '../../../dimensions/window';

/**
 * For each place of a mean's output, rows x columns: the cells that TensorFlow counts over those that count in the language. TensorFlow
 * counts all cells of the kernel, or, with `leavesPadding`, those of the input alone. In the language the padding that the user said
 * counts with `padsCount`; what windows reach past it never does.
 */
export function overCountedCells(
  window: PaddedWindow,
  padsCount: boolean,
  leavesPadding: boolean,
  [height = 0, width = 0]: readonly number[],
  [rows = 0, columns = 0]: readonly number[],
): Float32Array {
  const { top, bottom, left, right } = padsOf(window.padding, [height, width], window);
  const inside = (axis: 0 | 1, place: number, size: number, before: number, first: number, end: number): number => {
    const start = place * window.stride[axis] - before;
    return Math.min(start + window.kernel[axis], size + end) - Math.max(start, -first);
  };
  const counted = (vertical: number, horizontal: number, pads: boolean): number => {
    const down = inside(0, vertical, height, top, pads ? top : 0, pads ? bottom : 0);
    const across = inside(1, horizontal, width, left, pads ? left : 0, pads ? right : 0);
    return down * across;
  };
  const area = window.kernel[0] * window.kernel[1];
  return Float32Array.from({ length: rows * columns }, (_, place) => {
    const [vertical, horizontal] = [Math.floor(place / columns), place % columns];
    const theirs = leavesPadding ? counted(vertical, horizontal, false) : area;
    return theirs / counted(vertical, horizontal, padsCount);
  });
}
