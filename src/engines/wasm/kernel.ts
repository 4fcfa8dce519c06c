import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { DataType, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../engine';

/** One call of a kernel. Inputs belong to the caller; a kernel disposes everything else that it makes, except its result. */
export interface KernelCall<Inputs, Attributes> {
  readonly tf: Tf;
  readonly backend: BackendWasm;
  readonly inputs: Inputs;
  readonly attributes: Attributes;
  /** The backend's own kernel of the same name, for the cases that ours delegates to it; undefined if it has none. */
  readonly original: KernelFunc | undefined;
}

/** What is needed to allocate memory, and to call kernels of the backend inside our kernels. */
export type Workspace = Pick<KernelCall<unknown, unknown>, 'tf' | 'backend'>;

/** Uninitialised memory for `shape`. */
export function allocate({ backend }: Workspace, shape: readonly number[], dataType: DataType = 'float32'): TensorInfo {
  return backend.makeOutput([...shape], dataType);
}

/**
 * The elements of a float32 tensor, in place. Take the view after the last allocation of a kernel: an allocation can grow the
 * heap, which detaches all older views.
 */
export function elementsOf({ backend }: Workspace, info: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(info) as Float32Array;
}

/** A float32 tensor of zeros. */
export function zeros(workspace: Workspace, shape: readonly number[]): TensorInfo {
  const out = allocate(workspace, shape);
  elementsOf(workspace, out).fill(0);
  return out;
}

/** The same data with another shape of the same size; not a copy, so only one of the two must be disposed. */
export function viewAs(info: TensorInfo, shape: readonly number[]): TensorInfo {
  return { dataId: info.dataId, dtype: info.dtype, shape: [...shape] };
}

/** Runs a kernel of the backend with a single result. Bypasses the tape, so its result is not tracked by a tidy. */
export function runKernel(
  { tf, backend }: Workspace,
  kernelName: string,
  inputs: Readonly<Record<string, TensorInfo>>,
  attributes: Readonly<Record<string, unknown>>,
): TensorInfo {
  const kernel = tf.getKernel(kernelName, 'wasm');
  return kernel.kernelFunc({ inputs, backend, attrs: attributes as never }) as TensorInfo;
}

/** Frees intermediates. */
export function dispose({ backend }: Workspace, ...intermediates: readonly TensorInfo[]): void {
  for (const { dataId } of intermediates) backend.disposeData(dataId);
}
