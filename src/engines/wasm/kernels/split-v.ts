import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { allocate, elementsOf, type KernelCall } from '../kernel';

interface Inputs {
  readonly x: TensorInfo;
}

interface Attributes {
  readonly numOrSizeSplits: number | number[];
  readonly axis: number;
}

/**
 * Parts of a tensor along one axis: the gradient of a concat. One pass over the tensor, whereas the backend's own kernel copies
 * the whole tensor for each part.
 */
export function splitV(call: KernelCall<Inputs, Attributes>): TensorInfo | TensorInfo[] {
  const { x } = call.inputs;
  const { numOrSizeSplits, axis: givenAxis } = call.attributes;
  if (x.dtype !== 'float32' && call.original) {
    return call.original({ inputs: { x }, backend: call.backend, attrs: { numOrSizeSplits, axis: givenAxis } });
  }
  const { util, backend_util } = call.tf;
  const axis = util.parseAxisParam(givenAxis, x.shape)[0] as number;
  const sizes = backend_util.prepareSplitSize(x as Tensor, numOrSizeSplits, axis);
  const parts = sizes.map((size) => allocate(call, x.shape.with(axis, size)));
  const inner = util.sizeFromShape(x.shape.slice(axis + 1));
  const outer = util.sizeFromShape(x.shape.slice(0, axis));
  const source = elementsOf(call, x);
  const pitch = inner * (x.shape[axis] as number);
  let offset = 0;
  for (const part of parts) {
    const run = inner * (part.shape[axis] as number);
    copyColumns({ source, offset, pitch }, elementsOf(call, part), run, outer);
    offset += run;
  }
  return parts;
}

/** Copies `run` elements from each of `rows` rows, which are `pitch` apart. */
function copyColumns(
  { source, offset, pitch }: { readonly source: Float32Array; readonly offset: number; readonly pitch: number },
  target: Float32Array,
  run: number,
  rows: number,
): void {
  let to = 0;
  for (let row = 0; row < rows; row++) {
    const from = offset + row * pitch;
    for (let i = 0; i < run; i++) target[to++] = source[from + i] as number;
  }
}
