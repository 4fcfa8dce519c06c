/** Cells from `start` to `end`, exclusive. */
export interface Cells {
  readonly start: number;
  readonly end: number;
}

/**
 * The windows that divide `before` cells into `after` means: window i goes from floor(i * before / after) to ceil((i + 1) *
 * before / after). Source: PyTorch's AdaptiveAvgPool2d.
 */
export function adaptiveWindows(before: number, after: number): readonly Cells[] {
  return Array.from({ length: after }, (_, index) => ({
    start: Math.floor((index * before) / after),
    end: Math.ceil(((index + 1) * before) / after),
  }));
}

/**
 * The size of the largest of these windows. Their starts, times `after`, take every remainder divisible by the greatest common
 * divisor, so some window starts as late in a cell as possible.
 */
export function largestAdaptiveWindow(before: number, after: number): number {
  const step = commonDivisor(before, after);
  return Math.ceil((before + after - step) / after);
}

/**
 * The cells of each window, one window after the other, all as long as the largest: a shorter one repeats its last cell, which does
 * not change its maximum. 1 for each cell that is taken: `(after * largest) x before`.
 */
export function adaptiveCells(before: number, after: number): Float32Array {
  const largest = largestAdaptiveWindow(before, after);
  const cells = new Float32Array(after * largest * before);
  for (const [window, { start, end }] of adaptiveWindows(before, after).entries())
    for (let index = 0; index < largest; index++)
      cells[(window * largest + index) * before + Math.min(start + index, end - 1)] = 1;
  return cells;
}

function commonDivisor(left: number, right: number): number {
  return right === 0 ? left : commonDivisor(right, left % right);
}

/** One cell of a finer axis: it lies between two cells of the coarser one, at the fraction `share` of the way to the second. */
export interface Between {
  readonly first: number;
  readonly second: number;
  readonly share: number;
}

/**
 * The positions of the cells of an axis that is `factor` times as fine, with half-pixel centres: (i + 0.5) / factor - 0.5,
 * clamped to the axis. Source: ONNX Resize, `half_pixel`; PyTorch's bilinear interpolation with align_corners=False.
 */
export function halfPixelCells(size: number, factor: number): readonly Between[] {
  return Array.from({ length: size * factor }, (_, index) => {
    const place = Math.max((index + 0.5) / factor - 0.5, 0);
    const first = Math.min(Math.floor(place), size - 1);
    const second = Math.min(first + 1, size - 1);
    return { first, second, share: second === first ? 0 : place - first };
  });
}

/**
 * The same positions with aligned corners: the first and the last cells of both axes coincide, i * (size - 1) / (size * factor - 1).
 * Source: ONNX Resize, `align_corners`.
 */
export function cornerCells(size: number, factor: number): readonly Between[] {
  const last = Math.max(size * factor - 1, 1);
  return Array.from({ length: size * factor }, (_, index) => {
    const first = Math.min(Math.floor((index * (size - 1)) / last), size - 1);
    const second = Math.min(first + 1, size - 1);
    return { first, second, share: second === first ? 0 : (index * (size - 1)) / last - first };
  });
}

/** The weight of each coarse cell in each fine cell: `fine x coarse`. */
export function bilinearMix(size: number, factor: number, alignCorners: boolean): Float32Array {
  const mix = new Float32Array(size * factor * size);
  const cells = alignCorners ? cornerCells(size, factor) : halfPixelCells(size, factor);
  for (const [fine, { first, second, share }] of cells.entries()) {
    (mix[fine * size + first] as number) += 1 - share;
    (mix[fine * size + second] as number) += share;
  }
  return mix;
}
