import type { TensorInfo } from '@tensorflow/tfjs-core';
import { dispose, type KernelCall, runKernel } from '../kernel';

interface Inputs {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
}

interface Attributes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * A matrix product, [rows, inner] by [inner, columns], with optional transposition of either: both gradients of a dense layer.
 * The backend's own kernel is fast only without transposition; otherwise it is a naive loop, ten times slower or more. So the
 * operands are transposed first. Products of more than one pair of matrices are delegated.
 */
export function batchMatMul(call: KernelCall<Inputs, Attributes>): TensorInfo | TensorInfo[] {
  const { a, b } = call.inputs;
  const { transposeA, transposeB } = call.attributes;
  if (!call.original) throw new Error('the WebAssembly backend of tfjs has no matrix product');
  const { sizeFromShape } = call.tf.util;
  const pairs = Math.max(...[a, b].map(({ shape }) => sizeFromShape(shape.slice(0, -2))));
  if (pairs > 1 || !(transposeA || transposeB)) {
    return call.original({ inputs: { a, b }, backend: call.backend, attrs: { transposeA, transposeB } });
  }
  if (transposeA) return productWith(call, transposed(call, a), b, transposeB);
  // XNNPACK packs its second operand again for each call, so the larger of the two comes first: a b' = (b a')'.
  if (sizeFromShape(a.shape) > sizeFromShape(b.shape)) return productWith(call, a, transposed(call, b), false);
  const mirrored = productWith(call, b, transposed(call, a), false);
  const out = transposed(call, mirrored);
  dispose(call, mirrored);
  return out;
}

type Call = KernelCall<Inputs, Attributes>;

/** The product, with `transposeB` still to be applied; frees the operands that the caller made. */
function productWith(call: Call, a: TensorInfo, b: TensorInfo, transposeB: boolean): TensorInfo {
  const right = transposeB ? transposed(call, b) : b;
  const attrs = { transposeA: false, transposeB: false };
  const out = call.original?.({ inputs: { a, b: right }, backend: call.backend, attrs }) as TensorInfo;
  const owned = [call.inputs.a, call.inputs.b];
  dispose(call, ...[a, right].filter((operand) => !owned.includes(operand)));
  return out;
}

/** The last two axes swapped. */
function transposed(call: Call, matrix: TensorInfo): TensorInfo {
  const axes = matrix.shape.map((_, axis) => axis);
  return runKernel(
    call,
    'Transpose',
    { x: matrix },
    { perm: [...axes.slice(0, -2), axes.length - 1, axes.length - 2] },
  );
}
