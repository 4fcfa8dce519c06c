import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../engine';
import type { KernelCall } from './kernel';
import { avgPoolGrad } from './kernels/avg-pool-grad';
import { batchMatMul } from './kernels/batch-mat-mul';
import { conv2dBackpropFilter } from './kernels/conv2d-backprop-filter';
import { conv2dBackpropInput } from './kernels/conv2d-backprop-input';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './kernels/depthwise-gradients';
import { maxPoolGrad } from './kernels/max-pool-grad';
import { slice } from './kernels/slice';
import { splitV } from './kernels/split-v';
import { sum } from './kernels/sum';

/** The kernels that the backend lacks, or that are slow or wrong there, by tfjs's names. */
const kernels = {
  AvgPoolGrad: avgPoolGrad,
  BatchMatMul: batchMatMul,
  Conv2DBackpropFilter: conv2dBackpropFilter,
  Conv2DBackpropInput: conv2dBackpropInput,
  DepthwiseConv2dNativeBackpropFilter: depthwiseBackpropFilter,
  DepthwiseConv2dNativeBackpropInput: depthwiseBackpropInput,
  MaxPoolGrad: maxPoolGrad,
  Slice: slice,
  SplitV: splitV,
  Sum: sum,
};

const registered = new WeakSet<object>();

/** Replaces the backend's kernels by ours. A second call for the same tfjs does nothing. */
export function registerKernels(tf: Tf): void {
  if (registered.has(tf)) return;
  registered.add(tf);
  for (const [kernelName, kernel] of Object.entries(kernels)) register(tf, kernelName, kernel as UntypedKernel);
}

/** tfjs does not type its kernels' inputs and attributes: a kernel's declaration is trusted here. */
type UntypedKernel = (call: KernelCall<unknown, unknown>) => TensorInfo | TensorInfo[];

function register(tf: Tf, kernelName: string, kernel: UntypedKernel): void {
  const own = tf.getKernel(kernelName, 'wasm');
  const kernelFunc: KernelFunc = ({ inputs, backend, attrs }) =>
    kernel({ tf, backend: backend as BackendWasm, inputs, attributes: attrs, original: own?.kernelFunc });
  // The backend's own set-up stays, since our kernels may call the code that it binds.
  const setupFunc = own?.setupFunc;
  if (own) tf.unregisterKernel(kernelName, 'wasm');
  tf.registerKernel({ kernelName, backendName: 'wasm', kernelFunc, ...(setupFunc && { setupFunc }) });
}
