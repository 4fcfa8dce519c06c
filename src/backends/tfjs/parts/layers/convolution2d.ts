import * as tf from '@tensorflow/tfjs-node';
import { both, configOf, dilateKernel, type Initializer, initializerOf, onlyTensor } from '../helpers';

// Groups are separate convolutions; a dilated kernel is a larger one with zeros in between. TensorFlow's gradient of a kernel of one cell is
// wrong with a stride: the cells that it skips are dropped first.

interface Convolution2dOptions {
  name?: string;
  filters: number;
  kernelSize: number | [number, number];
  strides?: number | [number, number];
  dilationRate?: number | [number, number];
  groups?: number;
  padding?: 'valid' | 'same';
  useBias?: boolean;
  kernelInitializer?: Initializer | string;
  biasInitializer?: Initializer | string;
  trainable?: boolean;
}

/** A convolution that tf.layers.conv2d lacks, with groups, or cannot train: dilated, or a kernel of one cell with a stride. */
export class Convolution2d extends tf.layers.Layer {
  static readonly className = 'Convolution2d';
  readonly options: Required<Omit<Convolution2dOptions, 'name' | 'trainable'>>;
  #kernel!: tf.LayerVariable;
  #bias?: tf.LayerVariable;

  constructor(options: Convolution2dOptions) {
    super(options);
    this.options = {
      strides: 1,
      dilationRate: 1,
      groups: 1,
      padding: 'valid',
      useBias: true,
      kernelInitializer: 'glorotNormal',
      biasInitializer: 'zeros',
      ...options,
    };
  }

  override build(inputShape: tf.Shape): void {
    const { filters, kernelSize, groups, useBias } = this.options;
    const channels = (inputShape[3] ?? 0) / groups;
    const shape = [...both(kernelSize), channels, filters];
    this.#kernel = this.addWeight('kernel', shape, 'float32', initializerOf(this.options.kernelInitializer));
    if (useBias)
      this.#bias = this.addWeight('bias', [filters], 'float32', initializerOf(this.options.biasInitializer));
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const { filters, kernelSize, strides, dilationRate, padding } = this.options;
    const [batch = null, height, width] = inputShape;
    const { outHeight, outWidth } = tf.backend_util.computeConv2DInfo(
      [1, height ?? 0, width ?? 0, 1],
      [...both(kernelSize), 1, filters],
      strides,
      dilationRate,
      padding,
    );
    return [batch, outHeight, outWidth, filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const sums = this.#convolve(
        onlyTensor(inputs) as tf.Tensor4D,
        dilateKernel(this.#kernel.read() as tf.Tensor4D, both(this.options.dilationRate)),
      );
      return this.#bias ? sums.add(this.#bias.read()) : sums;
    });
  }

  #convolve(input: tf.Tensor4D, kernel: tf.Tensor4D): tf.Tensor4D {
    const { groups, padding } = this.options;
    const isPoint = kernel.shape[0] * kernel.shape[1] === 1;
    const cells = isPoint ? tf.avgPool(input, 1, this.options.strides, 'valid') : input;
    const strides = isPoint ? 1 : this.options.strides;
    if (groups === 1) return tf.conv2d(cells, kernel, strides, padding);
    const inputs = tf.split<tf.Tensor4D>(cells, groups, 3);
    const kernels = tf.split<tf.Tensor4D>(kernel, groups, 3);
    return tf.concat(
      inputs.map((part, group) => tf.conv2d(part, kernels[group] as tf.Tensor4D, strides, padding)),
      3,
    );
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...configOf(this.options), ...super.getConfig() };
  }
}

tf.serialization.registerClass(Convolution2d);
