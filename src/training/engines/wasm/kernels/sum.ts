import type { TensorInfo } from '@tensorflow/tfjs-core';
import { elementsOf, type KernelCall, zeros } from '../kernel';

interface Inputs {
  readonly x: TensorInfo;
}

interface Attributes {
  readonly axis: number | number[];
  readonly keepDims: boolean;
}

/**
 * A sum over the first axes of a float32 tensor, as the gradient of a bias needs it: row by row into the columns.
 * The backend's own kernel transposes the tensor first; it does all other sums.
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
  const out = zeros(call, keepDims ? [...axes.map(() => 1), ...kept] : kept);
  const source = elementsOf(call, x);
  const columns = elementsOf(call, out);
  const totals = new Float64Array(columns.length);
  for (let from = 0; from < source.length; from += totals.length) {
    for (let c = 0; c < totals.length; c++) (totals[c] as number) += source[from + c] as number;
  }
  columns.set(totals);
  return out;
}
