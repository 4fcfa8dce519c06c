import type { TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, elementsOf, type KernelCall } from '../kernel';

interface Inputs {
  readonly x: TensorInfo;
}

interface Attributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/**
 * A sum over the first axes of a float32 tensor, as needed for the gradient of a bias: row by row into the columns. The
 * backend's own kernel transposes the tensor first; all other sums are delegated to it.
 */
export function sum(call: KernelCall<Inputs, Attributes>): TensorInfo | TensorInfo[] {
  const { x } = call.inputs;
  const { axis, keepDims } = call.attributes;
  const axes = call.tf.util.parseAxisParam(axis, x.shape).sort((a, b) => a - b);
  const leading = axes.length < x.shape.length && axes.every((value, index) => value === index);
  if (call.original && (x.dtype !== 'float32' || !leading)) {
    return call.original({ inputs: { x }, backend: call.backend, attrs: { axis, keepDims } });
  }
  const kept = x.shape.slice(axes.length);
  const out = allocate(call, keepDims ? [...axes.map(() => 1), ...kept] : kept);
  sumColumns(elementsOf(call, x), elementsOf(call, out));
  return out;
}

/** Four columns at a time, with their sums in registers and in double precision. */
function sumColumns(source: Float32Array, sums: Float32Array): void {
  const columns = sums.length;
  let column = 0;
  for (; column + 3 < columns; column += 4) {
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (let at = column; at < source.length; at += columns) {
      first += source[at] as number;
      second += source[at + 1] as number;
      third += source[at + 2] as number;
      fourth += source[at + 3] as number;
    }
    sums.set([first, second, third, fourth], column);
  }
  for (; column < columns; column++) {
    let total = 0;
    for (let at = column; at < source.length; at += columns) total += source[at] as number;
    sums[column] = total;
  }
}
