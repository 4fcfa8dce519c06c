import * as tf from '@tensorflow/tfjs-node';
import { configOf, dilateKernel, type Initializer, initializerOf, lengthAfter, onlyTensor } from '../helpers';

interface DepthwiseConvolution1dOptions {
  name?: string;
  kernelSize: number;
  depthMultiplier?: number;
  strides?: number;
  dilationRate?: number;
  padding?: 'valid' | 'same';
  useBias?: boolean;
  depthwiseInitializer?: Initializer | string;
  biasInitializer?: Initializer | string;
  trainable?: boolean;
}

/** A depthwise convolution of sequences, which tf.layers does not have. */
export class DepthwiseConvolution1d extends tf.layers.Layer {
  static readonly className = 'DepthwiseConvolution1d';
  readonly options: DepthwiseConvolution1dOptions;
  #depthwise!: tf.LayerVariable;
  #bias?: tf.LayerVariable;

  constructor(options: DepthwiseConvolution1dOptions) {
    super(options);
    this.options = options;
  }

  override build(inputShape: tf.Shape): void {
    const {
      kernelSize,
      depthMultiplier = 1,
      useBias = true,
      depthwiseInitializer = 'glorotNormal',
      biasInitializer = 'zeros',
    } = this.options;
    const channels = inputShape[2] ?? 0;
    const shape = [kernelSize, channels, depthMultiplier];
    this.#depthwise = this.addWeight('kernel', shape, 'float32', initializerOf(depthwiseInitializer));
    if (useBias)
      this.#bias = this.addWeight(
        'bias',
        [channels * depthMultiplier],
        'float32',
        initializerOf(biasInitializer),
      );
    super.build(inputShape);
  }

  override computeOutputShape([batch = null, length, channels]: tf.Shape): tf.Shape {
    return [
      batch,
      lengthAfter(length ?? 0, this.options),
      (channels ?? 0) * (this.options.depthMultiplier ?? 1),
    ];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const { strides = 1, dilationRate = 1, padding = 'valid' } = this.options;
      const kernel = dilateKernel(this.#depthwise.read().expandDims<tf.Tensor4D>(0), [1, dilationRate]);
      const images = onlyTensor(inputs).expandDims<tf.Tensor4D>(1);
      const sums = tf.depthwiseConv2d(images, kernel, strides, padding).squeeze<tf.Tensor3D>([1]);
      return this.#bias ? sums.add(this.#bias.read()) : sums;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...configOf(this.options), ...super.getConfig() };
  }
}

tf.serialization.registerClass(DepthwiseConvolution1d);
