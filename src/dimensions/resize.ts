/** Cells `start` to `end`, the latter excluded. */
export interface Cells {
  readonly start: number;
  readonly end: number;
}

/**
 * The windows that share `before` cells out into `after` means: window i goes from floor(i * before / after) to
 * ceil((i + 1) * before / after). Source: PyTorch's AdaptiveAvgPool2d.
 */
export function adaptiveWindows(before: number, after: number): readonly Cells[] {
  return Array.from({ length: after }, (_, index) => ({
    start: Math.floor((index * before) / after),
    end: Math.ceil(((index + 1) * before) / after),
  }));
}

/**
 * Cells of the largest of these windows. Their starts, times `after`, take every remainder that divides by the greatest common divisor,
 * so some window begins as late in a cell as any may.
 */
export function largestAdaptiveWindow(before: number, after: number): number {
  const step = commonDivisor(before, after);
  return Math.ceil((before + after - step) / after);
}

function commonDivisor(left: number, right: number): number {
  return right === 0 ? left : commonDivisor(right, left % right);
}

/** One cell of a finer axis: it lies between two cells of the coarser one, `share` of the way to the second. */
export interface Between {
  readonly first: number;
  readonly second: number;
  readonly share: number;
}

/**
 * Where the cells of an axis that is `factor` times as fine lie, by half-pixel centres: (i + 0.5) / factor - 0.5, kept within the
 * axis. Source: ONNX Resize, `half_pixel`; PyTorch's bilinear interpolation with align_corners=False.
 */
export function halfPixelCells(size: number, factor: number): readonly Between[] {
  return Array.from({ length: size * factor }, (_, index) => {
    const place = Math.max((index + 0.5) / factor - 0.5, 0);
    const first = Math.min(Math.floor(place), size - 1);
    const second = Math.min(first + 1, size - 1);
    return { first, second, share: second === first ? 0 : place - first };
  });
}

/** What each cell of the coarse axis counts in each of the fine one: `fine x coarse`. */
export function halfPixelMix(size: number, factor: number): Float32Array {
  const mix = new Float32Array(size * factor * size);
  for (const [fine, { first, second, share }] of halfPixelCells(size, factor).entries()) {
    (mix[fine * size + first] as number) += 1 - share;
    (mix[fine * size + second] as number) += share;
  }
  return mix;
}
