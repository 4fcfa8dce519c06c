/** A window that slides over height and width: one row of a test table. */
export interface Sliding {
  readonly batch: number;
  /** Height, width. */
  readonly input: readonly [number, number];
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  /** Numbers are top, bottom, left, right. */
  readonly padding: 'same' | 'valid' | readonly [number, number, number, number];
}

/** One axis of a sliding window: how many outputs, and how far before the input the first window starts. */
interface Axis {
  readonly outputs: number;
  readonly before: number;
}

/** Sizes as TensorFlow defines them, repeated here to be independent of the code under test. */
export function axisOf({ input, kernel, stride, padding }: Sliding, axis: 0 | 1): Axis {
  const [size, length, step] = [input[axis], kernel[axis], stride[axis]];
  if (padding === 'valid') return { outputs: Math.floor((size - length) / step) + 1, before: 0 };
  if (padding === 'same') {
    const outputs = Math.ceil(size / step);
    return { outputs, before: Math.floor(Math.max(0, (outputs - 1) * step + length - size) / 2) };
  }
  const [before, after] = axis === 0 ? [padding[0], padding[1]] : [padding[2], padding[3]];
  return { outputs: Math.floor((size + before + after - length) / step) + 1, before };
}

/** Calls `visit` for each output pixel and each input pixel in its window, in row order; `tap` counts the kernel's positions. */
export function slide(
  sliding: Sliding,
  visit: (outputPixel: number, inputPixel: number, tap: number) => void,
  shift = 0,
): void {
  const [height, width] = sliding.input;
  const rows = axisOf(sliding, 0);
  const columns = axisOf(sliding, 1);
  for (let b = 0; b < sliding.batch; b++)
    for (let oy = 0; oy < rows.outputs; oy++)
      for (let ox = 0; ox < columns.outputs; ox++)
        for (let ky = 0; ky < sliding.kernel[0]; ky++)
          for (let kx = 0; kx < sliding.kernel[1]; kx++) {
            const y = oy * sliding.stride[0] + ky - rows.before + shift;
            const x = ox * sliding.stride[1] + kx - columns.before;
            if (y < 0 || y >= height || x < 0 || x >= width) continue;
            visit(
              (b * rows.outputs + oy) * columns.outputs + ox,
              (b * height + y) * width + x,
              ky * sliding.kernel[1] + kx,
            );
          }
}

/** Both gradients of a convolution in float64, directly from its definition. `shift` moves the padding, for a deliberately wrong oracle. */
export function convolutionGradients(
  sliding: Sliding,
  channels: { readonly input: number; readonly output: number },
  x: Float32Array,
  filter: Float32Array,
  dy: Float32Array,
  shift = 0,
): { readonly input: Float64Array; readonly filter: Float64Array } {
  const gradients = { input: new Float64Array(x.length), filter: new Float64Array(filter.length) };
  slide(
    sliding,
    (outputPixel, inputPixel, tap) => {
      for (let c = 0; c < channels.input; c++)
        for (let o = 0; o < channels.output; o++) {
          const weight = (tap * channels.input + c) * channels.output + o;
          const upstream = dy[outputPixel * channels.output + o] as number;
          (gradients.input[inputPixel * channels.input + c] as number) += upstream * (filter[weight] as number);
          (gradients.filter[weight] as number) += upstream * (x[inputPixel * channels.input + c] as number);
        }
    },
    shift,
  );
  return gradients;
}
