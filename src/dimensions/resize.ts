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

/** How the cells of an axis are computed from those of another length. */
export interface Interpolation {
  readonly interpolation: 'bilinear' | 'bicubic';
  /** The centres of the first and of the last cells coincide, instead of the outer edges. */
  readonly align_corners: boolean;
}

/**
 * The position of each of `after` cells on an axis of `before` cells, where the first cell is 0: (i + 0.5) * before / after - 0.5, or
 * i * (before - 1) / (after - 1) with aligned corners. Source: ONNX Resize, `half_pixel` and `align_corners`; PyTorch's interpolate.
 */
function positionsOf(before: number, after: number, alignCorners: boolean): readonly number[] {
  return Array.from({ length: after }, (_, index) =>
    alignCorners ? (index * (before - 1)) / Math.max(after - 1, 1) : ((index + 0.5) * before) / after - 0.5,
  );
}

/** How far from a position cells count, and how much at a distance. */
const kernels: {
  readonly [I in Interpolation['interpolation']]: { readonly reach: number; weight(far: number): number };
} = {
  bilinear: { reach: 1, weight: (far) => Math.max(1 - far, 0) },
  bicubic: { reach: 2, weight: cubicWeight },
};

/** Source: Keys (1981), with a = -0.75, as in PyTorch and ONNX; Keras has -0.5. */
function cubicWeight(far: number): number {
  const a = -0.75;
  if (far < 1) return ((a + 2) * far - (a + 3)) * far * far + 1;
  return far < 2 ? ((a * far - 5 * a) * far + 8 * a) * far - 4 * a : 0;
}

/** The cells that one position reads along an axis. */
export function cellsRead({ interpolation }: Interpolation): number {
  return 2 * kernels[interpolation].reach;
}

/**
 * The weight of each of `before` cells in each of `after` cells: `after x before`. Positions past the edge read the cell at the edge;
 * one cell becomes equal ones.
 */
export function resizeMix(before: number, after: number, how: Interpolation): Float32Array {
  const mix = new Float32Array(after * before);
  const { reach, weight } = kernels[how.interpolation];
  for (const [index, position] of positionsOf(before, after, how.align_corners).entries()) {
    const first = Math.floor(position) - reach + 1;
    for (let cell = first; cell < first + 2 * reach; cell++) {
      const inside = Math.min(Math.max(cell, 0), before - 1);
      (mix[index * before + inside] as number) += weight(Math.abs(position - cell));
    }
  }
  return mix;
}
