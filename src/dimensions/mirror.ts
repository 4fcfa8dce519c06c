import type { Pad } from './window';

/** How an axis continues beyond its ends. */
export type Continuation = 'reflect' | 'replicate' | 'circular';

/** The most cells that can be added at one end of an axis. */
export function largestPad(size: number, mode: Continuation): number {
  if (mode === 'replicate') return Number.POSITIVE_INFINITY;
  return mode === 'reflect' ? size - 1 : size;
}

/** The cell of an axis that continues it at a position outside. Source: ONNX Pad. */
function cellAt(position: number, size: number, mode: Continuation): number {
  const last = size - 1;
  switch (mode) {
    case 'reflect':
      return position < 0 ? -position : position > last ? 2 * last - position : position;
    case 'replicate':
      return Math.min(Math.max(position, 0), last);
    case 'circular':
      return (position + size) % size;
  }
}

/** 1 where a cell of the longer axis is one of the shorter, otherwise 0: `(before + size + after) x size`. */
export function padMix(size: number, [before, after]: Pad, mode: Continuation): Float32Array {
  const length = before + size + after;
  const mix = new Float32Array(length * size);
  for (let index = 0; index < length; index++) mix[index * size + cellAt(index - before, size, mode)] = 1;
  return mix;
}
