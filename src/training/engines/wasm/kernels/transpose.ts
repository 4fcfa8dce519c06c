import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, elementsOf, type KernelCall } from '../kernel';

interface Inputs {
  readonly x: TensorInfo;
}

interface Attributes {
  readonly perm: readonly number[];
}

/** Both the rows read and the rows written of a tile of this size stay in the first cache. */
const tile = 32;

/**
 * The transpose of a float32 matrix, tile by tile. The backend's own kernel, which does all other permutations, goes through a
 * matrix column by column and misses the cache at each step.
 */
export function transpose(call: KernelCall<Inputs, Attributes>): TensorInfo | TensorInfo[] {
  const { x } = call.inputs;
  const { perm } = call.attributes;
  const [rows = 0, columns = 0] = x.shape;
  if (call.original && (x.dtype !== 'float32' || x.shape.length !== 2 || perm[0] !== 1)) {
    return call.original({ inputs: { x }, backend: call.backend, attrs: { perm: [...perm] } });
  }
  const out = allocate(call, [columns, rows]);
  const source = elementsOf(call, x);
  const target = elementsOf(call, out);
  for (let top = 0; top < rows; top += tile) {
    const bottom = Math.min(top + tile, rows);
    for (let left = 0; left < columns; left += tile) {
      transposeTile(source, target, rows, columns, { top, bottom, left, right: Math.min(left + tile, columns) });
    }
  }
  return out;
}

interface Tile {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

function transposeTile(source: Float32Array, target: Float32Array, rows: number, columns: number, area: Tile): void {
  const { top, bottom, left, right } = area;
  for (let column = left; column < right; column++) {
    const to = column * rows;
    for (let row = top, from = top * columns + column; row < bottom; row++, from += columns) {
      target[to + row] = source[from] as number;
    }
  }
}
