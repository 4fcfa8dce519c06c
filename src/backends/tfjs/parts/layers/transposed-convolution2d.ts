import * as tf from '@tensorflow/tfjs-node';
import {
  both,
  cellsOf,
  configOf,
  dilateKernel,
  type Initializer,
  initializerOf,
  onlyTensor,
  type Padding,
} from '../helpers';

// tf.layers has no dilation and no padding in cells, and other output sizes for strides larger than the kernel.

interface TransposedConvolution2dOptions {
  name?: string;
  filters: number;
  kernelSize: number | [number, number];
  strides?: number | [number, number];
  dilationRate?: number | [number, number];
  /** Cells cropped from the full output; negative numbers add zeros. */
  cropping?: Padding;
  useBias?: boolean;
  kernelInitializer?: Initializer | string;
  biasInitializer?: Initializer | string;
  trainable?: boolean;
}

/** A transposed convolution with `cropping`: tf.layers.conv2dTranspose has only 'valid' and 'same'. */
export class TransposedConvolution2d extends tf.layers.Layer {
  static readonly className = 'TransposedConvolution2d';
  readonly options: TransposedConvolution2dOptions;
  #kernel!: tf.LayerVariable;
  #bias?: tf.LayerVariable;

  constructor(options: TransposedConvolution2dOptions) {
    super(options);
    this.options = options;
  }

  override build(inputShape: tf.Shape): void {
    const {
      filters,
      kernelSize,
      useBias = true,
      kernelInitializer = 'glorotNormal',
      biasInitializer = 'zeros',
    } = this.options;
    const shape = [...both(kernelSize), filters, inputShape[3] ?? 0];
    this.#kernel = this.addWeight('kernel', shape, 'float32', initializerOf(kernelInitializer));
    if (useBias) this.#bias = this.addWeight('bias', [filters], 'float32', initializerOf(biasInitializer));
    super.build(inputShape);
  }

  override computeOutputShape([batch = null, height, width]: tf.Shape): tf.Shape {
    const [rows, columns] = this.#fullSize(height ?? 0, width ?? 0);
    const [, [top, bottom], [left, right]] = cellsOf(this.options.cropping ?? 0);
    return [batch, rows - top - bottom, columns - left - right, this.options.filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs) as tf.Tensor4D;
      const { filters, strides = 1, cropping = 0 } = this.options;
      const [batch, height, width] = input.shape;
      const [stride, [, [top, bottom], [left, right]]] = [both(strides), cellsOf(cropping)];
      const [rows, columns] = this.#fullSize(height, width);
      const [tall, wide] = [rows - top - bottom, columns - left - right];
      const kernel = this.#reachingKernel();
      const reach = [
        (height - 1) * stride[0] + kernel.shape[0],
        (width - 1) * stride[1] + kernel.shape[1],
      ] as const;
      const full = tf.conv2dTranspose(input, kernel, [batch, ...reach, filters], strides, 'valid');
      const reached = tf.pad(full, [
        [0, 0],
        [0, Math.max(top + tall - reach[0], 0)],
        [0, Math.max(left + wide - reach[1], 0)],
        [0, 0],
      ]);
      const sums = tf.slice(reached, [0, top, left, 0], [batch, tall, wide, filters]);
      return this.#bias ? sums.add(this.#bias.read()) : sums;
    });
  }

  /** The gradient of oneDNN is wrong for kernel 1 with a larger stride: such a kernel is padded with zeros to its stride. */
  #reachingKernel(): tf.Tensor4D {
    const { kernelSize, strides = 1, dilationRate = 1 } = this.options;
    const kernel = this.#kernel.read() as tf.Tensor4D;
    if (both(kernelSize).some((cells) => cells > 1)) return dilateKernel(kernel, both(dilationRate));
    const [rows, columns] = both(strides);
    return tf.pad(kernel, [
      [0, rows - 1],
      [0, columns - 1],
      [0, 0],
      [0, 0],
    ]);
  }

  #fullSize(height: number, width: number): [number, number] {
    const { kernelSize, strides = 1, dilationRate = 1 } = this.options;
    const [kernel, stride, dilation] = [both(kernelSize), both(strides), both(dilationRate)];
    const full = (size: number, axis: 0 | 1): number =>
      (size - 1) * stride[axis] + dilation[axis] * (kernel[axis] - 1) + 1;
    return [full(height, 0), full(width, 1)];
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...configOf(this.options), ...super.getConfig() };
  }
}

tf.serialization.registerClass(TransposedConvolution2d);
