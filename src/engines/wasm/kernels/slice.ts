import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, elementsOf, type KernelCall } from '../kernel';

interface Inputs {
  readonly x: TensorInfo;
}

interface Attributes {
  readonly begin: number | readonly number[];
  readonly size: number | readonly number[];
}

/** A block of a tensor. The backend's own kernel first copies the whole tensor out of the heap, for each block. */
export function slice(call: KernelCall<Inputs, Attributes>): TensorInfo | TensorInfo[] {
  const { x } = call.inputs;
  const { begin, size } = call.attributes;
  if (x.dtype !== 'float32' && call.original) {
    return call.original({ inputs: { x }, backend: call.backend, attrs: { begin, size } as never });
  }
  const [start, extent] = call.tf.slice_util.parseSliceParams(x as Tensor, begin as number[], size as number[]) as [
    number[],
    number[],
  ];
  const out = allocate(call, extent);
  const source = { values: elementsOf(call, x), shape: x.shape };
  copyBlock(source, start, { values: elementsOf(call, out), shape: extent });
  return out;
}

interface Values {
  readonly values: Float32Array;
  readonly shape: readonly number[];
}

/** Copies the block that starts at `start` in `source` to `target`, which it fills. */
function copyBlock({ values: source, shape }: Values, start: readonly number[], block: Values): void {
  const { values: target, shape: extent } = block;
  let axis = shape.length - 1; // the first axis of the largest contiguous run
  let run = 1;
  for (; axis > 0 && extent[axis] === shape[axis]; axis--) run *= shape[axis] as number;
  const pitch = run * (shape[axis] ?? 1);
  run *= extent[axis] ?? 1;
  const outer = Math.max(axis, 0);
  const index = new Array<number>(outer).fill(0);
  for (let to = 0; to < target.length; to += run) {
    let piece = 0;
    for (let a = 0; a < outer; a++) piece = piece * (shape[a] as number) + (start[a] as number) + (index[a] as number);
    const from = piece * pitch + ((start[axis] ?? 0) * pitch) / (shape[axis] ?? 1);
    // A loop is faster than `set(subarray())` for the short runs of channels.
    if (run > 64) target.set(source.subarray(from, from + run), to);
    else for (let i = 0; i < run; i++) target[to + i] = source[from + i] as number;
    for (let a = outer - 1; a >= 0; a--) {
      index[a] = (index[a] as number) + 1;
      if ((index[a] as number) < (extent[a] as number)) break;
      index[a] = 0;
    }
  }
}
