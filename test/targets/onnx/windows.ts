import { attribute, input, type OnnxCase } from './onnx-case';
import { kernelOf } from './tensors';
import { layer, overPlaces, type Writing, weightsOf } from './written';

const VOLUMES = 'windows over three axes';

/** The word of a kind over sequences or images; undefined for volumes. */
function kindOver(one: OnnxCase, kind: string): string | undefined {
  const axes = input(one, 0).shape.length - 2;
  return axes === 3 ? undefined : `${kind}${axes}d`;
}

/** The cells before and after along each axis that keep `ceil(size / stride)` places, an odd one at the start. */
function sameLower(one: OnnxCase, kernel: readonly number[], strides: readonly number[]): number[][] {
  return input(one, 0)
    .shape.slice(2)
    .map((size, axis) => {
      const stride = strides[axis] as number;
      const all = Math.max((Math.ceil(size / stride) - 1) * stride + (kernel[axis] as number) - size, 0);
      return [Math.ceil(all / 2), Math.floor(all / 2)];
    });
}

/** ONNX lists the cells before along each axis, then those after; the language lists both of each axis. */
function paddingOf(one: OnnxCase, kernel: readonly number[], strides: readonly number[]): unknown {
  const mode = attribute(one, 'auto_pad', 'NOTSET');
  if (mode === 'SAME_UPPER') return 'same';
  if (mode === 'SAME_LOWER') return sameLower(one, kernel, strides).flat();
  const pads = attribute<number[]>(
    one,
    'pads',
    kernel.flatMap(() => [0, 0]),
  );
  const axes = kernel.length;
  return kernel.flatMap((_, axis) => [pads[axis], pads[axis + axes]]);
}

/** An attribute with a number for each axis; a layer over sequences has only one. */
function perAxis(one: OnnxCase, name: string, kernel: readonly number[]): unknown {
  const values = attribute<number[]>(
    one,
    name,
    kernel.map(() => 1),
  );
  return kernel.length === 1 ? values[0] : values;
}

function windowOf(one: OnnxCase, kernel: readonly number[]) {
  return {
    kernel: kernel.length === 1 ? kernel[0] : kernel,
    stride: perAxis(one, 'strides', kernel),
    padding: paddingOf(
      one,
      kernel,
      attribute<number[]>(
        one,
        'strides',
        kernel.map(() => 1),
      ),
    ),
  };
}

export function conv(one: OnnxCase): Writing {
  const kind = kindOver(one, 'conv');
  if (!kind) return VOLUMES;
  const [, kernel, bias] = one.inputs;
  if (!kernel) return 'no kernel';
  const attributes = {
    filters: kernel.shape[0],
    ...windowOf(one, kernel.shape.slice(2)),
    dilation: perAxis(one, 'dilations', kernel.shape.slice(2)),
    groups: attribute(one, 'group', 1),
    bias: bias !== undefined,
  };
  return overPlaces(one, [layer(kind, attributes)], { weights: weightsOf({ kernel: kernelOf(kernel), bias }) });
}

export function convTranspose(one: OnnxCase): Writing {
  const kernel = input(one, 1);
  if (kernel.shape.length === 5) return VOLUMES;
  if (kernel.shape.length === 3) return 'transposed convolution of a sequence';
  if (attribute(one, 'group', 1) > 1) return 'groups of a transposed convolution';
  const size = kernel.shape.slice(2);
  const asked = attribute<number[] | undefined>(one, 'output_shape', undefined);
  const attributes = {
    filters: kernel.shape[1],
    ...windowOf(one, size),
    dilation: perAxis(one, 'dilations', size),
    output_padding: attribute(one, 'output_padding', asked ? missing(one, size, asked) : [0, 0]),
    bias: false,
  };
  return overPlaces(one, [layer('conv2d_transpose', attributes)], { weights: weightsOf({ kernel: kernelOf(kernel) }) });
}

/** The cells by which the output that a node asks for is larger than without padding. */
function missing(one: OnnxCase, kernel: readonly number[], asked: readonly number[]): number[] {
  const strides = attribute<number[]>(one, 'strides', [1, 1]);
  const sizes = input(one, 0).shape.slice(2);
  return asked.map((size, axis) => {
    const stride = strides[axis] as number;
    return size - ((sizes[axis] as number) - 1) * stride - (kernel[axis] as number);
  });
}

const pool =
  (word: string) =>
  (one: OnnxCase): Writing => {
    const kind = kindOver(one, word);
    if (!kind) return VOLUMES;
    const kernel = attribute<number[]>(one, 'kernel_shape', []);
    if (attribute<number[]>(one, 'dilations', []).some((step) => step > 1)) return 'dilation of a pool';
    const attributes = { ...windowOf(one, kernel), ceil_mode: attribute(one, 'ceil_mode', 0) === 1 };
    const counted = { count_include_pad: attribute(one, 'count_include_pad', 0) === 1 };
    return overPlaces(one, [layer(kind, { ...attributes, ...(word === 'avg_pool' && counted) })]);
  };

export const maxPool = pool('max_pool');

export const averagePool = pool('avg_pool');

/** The kind leaves a vector, where ONNX leaves axes of size 1. */
export const globalPool =
  (kind: string) =>
  (one: OnnxCase): Writing => ({
    ...overPlaces(one, [layer(kind)]),
    read: ({ outputs }) => outputs.map(({ values }) => ({ shape: one.outputs[0]?.shape ?? [], values })),
  });
