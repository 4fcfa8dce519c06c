import * as tf from '@tensorflow/tfjs-node';
import {
  both,
  configOf,
  dilateKernel,
  type Initializer,
  initializerOf,
  onlyTensor,
  padSame,
} from '../helpers';

interface DepthwiseConvolution2dOptions {
  name?: string;
  kernelSize: number | [number, number];
  depthMultiplier?: number;
  /** If given, a 1 x 1 convolution over all channels follows. */
  filters?: number;
  strides?: number | [number, number];
  dilationRate?: number | [number, number];
  padding?: 'valid' | 'same';
  useBias?: boolean;
  depthwiseInitializer?: Initializer | string;
  pointwiseInitializer?: Initializer | string;
  biasInitializer?: Initializer | string;
  trainable?: boolean;
}

/**
 * A depthwise convolution, or with `filters` a separable one: tf.layers cannot train them with dilation or uneven strides, and forgets
 * `depthMultiplier` in saved models.
 */
export class DepthwiseConvolution2d extends tf.layers.Layer {
  static readonly className = 'DepthwiseConvolution2d';
  readonly options: DepthwiseConvolution2dOptions;
  #depthwise!: tf.LayerVariable;
  #pointwise?: tf.LayerVariable;
  #bias?: tf.LayerVariable;

  constructor(options: DepthwiseConvolution2dOptions) {
    super(options);
    this.options = options;
  }

  override build(inputShape: tf.Shape): void {
    const { kernelSize, depthMultiplier = 1, filters, useBias = true } = this.options;
    const channels = inputShape[3] ?? 0;
    const weight = (name: string, shape: number[], initializer: Initializer | string = 'glorotNormal') =>
      this.addWeight(name, shape, 'float32', initializerOf(initializer));
    const { depthwiseInitializer, pointwiseInitializer, biasInitializer = 'zeros' } = this.options;
    const name = filters === undefined ? 'kernel' : 'depthwise_kernel';
    this.#depthwise = weight(name, [...both(kernelSize), channels, depthMultiplier], depthwiseInitializer);
    if (filters !== undefined) {
      this.#pointwise = weight(
        'pointwise_kernel',
        [1, 1, channels * depthMultiplier, filters],
        pointwiseInitializer,
      );
    }
    if (useBias) this.#bias = weight('bias', [filters ?? channels * depthMultiplier], biasInitializer);
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const {
      kernelSize,
      depthMultiplier = 1,
      filters,
      strides = 1,
      dilationRate = 1,
      padding = 'valid',
    } = this.options;
    const [batch = null, height, width, channels] = inputShape;
    const { outHeight, outWidth } = tf.backend_util.computeConv2DInfo(
      [1, height ?? 0, width ?? 0, 1],
      [...both(kernelSize), 1, 1],
      strides,
      dilationRate,
      padding,
    );
    return [batch, outHeight, outWidth, filters ?? (channels ?? 0) * depthMultiplier];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const each = this.#convolve(onlyTensor(inputs) as tf.Tensor4D);
      const sums = this.#pointwise
        ? tf.conv2d(each, this.#pointwise.read() as tf.Tensor4D, 1, 'valid')
        : each;
      return this.#bias ? sums.add(this.#bias.read()) : sums;
    });
  }

  /** For different strides: convolves with stride 1, and then keeps the cells that the strides select. */
  #convolve(input: tf.Tensor4D): tf.Tensor4D {
    const { strides = 1, dilationRate = 1, padding = 'valid' } = this.options;
    const [down, across] = both(strides);
    const kernel = dilateKernel(this.#depthwise.read() as tf.Tensor4D, both(dilationRate));
    if (down === across) return tf.depthwiseConv2d(input, kernel, down, padding);
    const padded = padding === 'same' ? padSame(input, kernel, [down, across]) : input;
    return tf.avgPool(tf.depthwiseConv2d(padded, kernel, 1, 'valid'), 1, [down, across], 'valid');
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...configOf(this.options), ...super.getConfig() };
  }
}

tf.serialization.registerClass(DepthwiseConvolution2d);
