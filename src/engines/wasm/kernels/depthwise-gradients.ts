import type { backend_util, TensorInfo } from '@tensorflow/tfjs-core';
import { elementsOf, type KernelCall, type Workspace, zeros } from '../kernel';

interface Attributes {
  readonly strides: number | [number, number];
  readonly dilations?: number | [number, number];
  readonly pad: 'same' | 'valid' | number | backend_util.ExplicitPadding;
}

interface InputGradientCall {
  readonly dy: TensorInfo;
  readonly filter: TensorInfo;
}

interface FilterGradientCall {
  readonly x: TensorInfo;
  readonly dy: TensorInfo;
}

/** The gradient of a depthwise convolution's input, [batch, height, width, channels]. */
export function depthwiseBackpropInput(
  call: KernelCall<InputGradientCall, Attributes & { readonly inputShape: readonly number[] }>,
): TensorInfo {
  const { dy, filter } = call.inputs;
  const { inputShape } = call.attributes;
  const geometry = geometryOf(call, inputShape, filter.shape, call.attributes);
  const out = zeros(call, inputShape);
  const [slope, taps, result] = [elementsOf(call, dy), elementsOf(call, filter), elementsOf(call, out)];
  const { inChannels: channels, outChannels } = geometry;
  const multiplier = outChannels / channels;
  eachTap(geometry, (from, to, tap) => {
    for (let c = 0, at = 0; c < channels; c++) {
      let sum = 0;
      for (let m = 0; m < multiplier; m++, at++) sum += (slope[to + at] as number) * (taps[tap + at] as number);
      (result[from + c] as number) += sum;
    }
  });
  return out;
}

/** The gradient of a depthwise convolution's filter, [kernel height, kernel width, channels, multiplier]. */
export function depthwiseBackpropFilter(
  call: KernelCall<FilterGradientCall, Attributes & { readonly filterShape: readonly number[] }>,
): TensorInfo {
  const { x, dy } = call.inputs;
  const { filterShape } = call.attributes;
  const geometry = geometryOf(call, x.shape, filterShape, call.attributes);
  const out = zeros(call, filterShape);
  const [values, slope, result] = [elementsOf(call, x), elementsOf(call, dy), elementsOf(call, out)];
  const { inChannels: channels, outChannels } = geometry;
  const multiplier = outChannels / channels;
  eachTap(geometry, (from, to, tap) => {
    for (let c = 0, at = 0; c < channels; c++) {
      const value = values[from + c] as number;
      for (let m = 0; m < multiplier; m++, at++) (result[tap + at] as number) += value * (slope[to + at] as number);
    }
  });
  return out;
}

function geometryOf(
  { tf }: Workspace,
  inputShape: readonly number[],
  filterShape: readonly number[],
  { strides, pad }: Attributes,
): backend_util.Conv2DInfo {
  type Shape = [number, number, number, number];
  const [input, filter] = [[...inputShape] as Shape, [...filterShape] as Shape];
  return tf.backend_util.computeConv2DInfo(input, filter, strides, 1, pad, undefined, true);
}

/** Calls back with the offsets of matching input pixel, output pixel and filter tap, for each match. */
function eachTap(geometry: backend_util.Conv2DInfo, visit: (input: number, output: number, tap: number) => void): void {
  const { batchSize, inHeight, inWidth, outHeight, outWidth, filterHeight, filterWidth } = geometry;
  const { inChannels, outChannels, strideHeight, strideWidth, padInfo } = geometry;
  for (let b = 0; b < batchSize; b++) {
    for (let oy = 0; oy < outHeight; oy++) {
      for (let ky = 0; ky < filterHeight; ky++) {
        const y = oy * strideHeight + ky - padInfo.top;
        if (y < 0 || y >= inHeight) continue;
        for (let ox = 0; ox < outWidth; ox++) {
          const output = ((b * outHeight + oy) * outWidth + ox) * outChannels;
          for (let kx = 0; kx < filterWidth; kx++) {
            const x = ox * strideWidth + kx - padInfo.left;
            if (x < 0 || x >= inWidth) continue;
            const input = ((b * inHeight + y) * inWidth + x) * inChannels;
            visit(input, output, (ky * filterWidth + kx) * outChannels);
          }
        }
      }
    }
  }
}
