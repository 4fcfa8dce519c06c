import * as tf from '@tensorflow/tfjs-node';
import { configOf, dilateKernel, type Initializer, initializerOf, lengthAfter, onlyTensor } from '../helpers';

// Groups are separate convolutions; a dilated kernel is a larger one with zeros in between. TensorFlow's gradient of a kernel of one cell is
// wrong with a stride: the cells that it skips are dropped first.

interface Convolution1dOptions {
  name?: string;
  filters: number;
  kernelSize: number;
  strides?: number;
  dilationRate?: number;
  groups?: number;
  padding?: 'valid' | 'same';
  useBias?: boolean;
  kernelInitializer?: Initializer | string;
  biasInitializer?: Initializer | string;
  trainable?: boolean;
}

/** A convolution of sequences that tf.layers.conv1d lacks, with groups, or cannot train: dilated, or a kernel of one cell with a stride. */
export class Convolution1d extends tf.layers.Layer {
  static readonly className = 'Convolution1d';
  readonly options: Required<Omit<Convolution1dOptions, 'name' | 'trainable'>>;
  #kernel!: tf.LayerVariable;
  #bias?: tf.LayerVariable;

  constructor(options: Convolution1dOptions) {
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
    const shape = [kernelSize, (inputShape[2] ?? 0) / groups, filters];
    this.#kernel = this.addWeight('kernel', shape, 'float32', initializerOf(this.options.kernelInitializer));
    if (useBias)
      this.#bias = this.addWeight('bias', [filters], 'float32', initializerOf(this.options.biasInitializer));
    super.build(inputShape);
  }

  override computeOutputShape([batch = null, length]: tf.Shape): tf.Shape {
    return [batch, lengthAfter(length ?? 0, this.options), this.options.filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const kernel = dilateKernel(this.#kernel.read().expandDims<tf.Tensor4D>(0), [
        1,
        this.options.dilationRate,
      ]);
      const sums = this.#convolve(onlyTensor(inputs).expandDims<tf.Tensor4D>(1), kernel).squeeze<tf.Tensor3D>(
        [1],
      );
      return this.#bias ? sums.add(this.#bias.read()) : sums;
    });
  }

  #convolve(input: tf.Tensor4D, kernel: tf.Tensor4D): tf.Tensor4D {
    const { groups, padding } = this.options;
    const isPoint = kernel.shape[1] === 1;
    const cells = isPoint ? tf.avgPool(input, 1, [1, this.options.strides], 'valid') : input;
    const strides: [number, number] = [1, isPoint ? 1 : this.options.strides];
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

tf.serialization.registerClass(Convolution1d);
