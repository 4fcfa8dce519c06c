import type { Cells } from './resize';

/** The ends of a slice as written: negative numbers count from the end of the axis; without an end, it goes to the last cell. */
export interface SliceEnds {
  readonly start: number;
  readonly end?: number | undefined;
}

/** The cells that a slice keeps of an axis. */
export function slicedCells(size: number, { start, end = size }: SliceEnds): Cells {
  const fromStart = (cell: number): number => (cell < 0 ? size + cell : cell);
  return { start: fromStart(start), end: fromStart(end) };
}

/** The size of the smallest axis that has all cells of a slice; a slice that is empty on every axis needs only its ends. */
export function sliceNeeds({ start, end }: SliceEnds): number {
  const before = start < 0 ? -start : start + 1;
  if (end === undefined) return before;
  if (end >= 0) return Math.max(start < 0 ? before : start, end);
  return start < 0 ? Math.max(before, -end) : start - end + 1;
}
