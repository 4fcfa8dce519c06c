import type { KernelBackend, Tensor } from '@tensorflow/tfjs-core';
import type { Runtime, Tf } from '../../../src/engines/engine';
import { loadWasm } from '../../../src/engines/wasm/load';

/** The WebAssembly runtime; throws if it does not load, since nothing here can be tested then. */
export async function wasmEngine(): Promise<Runtime> {
  const result = await loadWasm();
  if (!result.ok) throw new Error(result.reason);
  return result.runtime;
}

/** Repeatable numbers in -1..1, a different series for each seed. */
export function numbers(count: number, seed: number): Float32Array {
  let state = seed * 2654435761;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The largest deviation, relative to the largest expected value. Infinity if the lengths differ or a value is NaN. */
export function deviation(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  let scale = Number.MIN_VALUE;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs((actual[i] as number) - (expected[i] as number));
    if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY;
    worst = Math.max(worst, difference);
    scale = Math.max(scale, Math.abs(expected[i] as number));
  }
  return worst === 0 ? 0 : worst / scale;
}

/** What one layer may deviate from its oracle in float32. */
export const tolerance = 1e-5;

/** Runs `work`, and throws if the backend has more memory blocks afterwards than before: a kernel has leaked. */
export function withoutLeaks<T extends ArrayLike<number>>(tf: Tf, work: () => T): T {
  const blocks = () => (tf.backend() as KernelBackend).numDataIds();
  const before = blocks();
  const result = tf.tidy(work as () => never) as T;
  if (blocks() !== before) throw new Error(`${blocks() - before} blocks of memory leaked`);
  return result;
}

/** Runs a kernel of the engine on arrays, and returns the elements of its only result. */
export function runOn(
  tf: Tf,
  kernel: string,
  inputs: Readonly<Record<string, { readonly data: Float32Array; readonly shape: readonly number[] }>>,
  attributes: object,
): Float32Array {
  return withoutLeaks(tf, () => {
    const tensors = Object.entries(inputs).map(
      ([name, { data, shape }]) => [name, tf.tensor(data, [...shape])] as const,
    );
    return (
      tf.engine().runKernel(kernel, Object.fromEntries(tensors), attributes as never) as Tensor
    ).dataSync() as Float32Array;
  });
}
