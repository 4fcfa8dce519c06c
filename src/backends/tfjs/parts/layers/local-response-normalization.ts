import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// Source: Krizhevsky, Sutskever and Hinton (2012), section 3.3. Sums over neighboring channels are products with a band matrix.

/** Divides each value by (bias + alpha * mean square of `size` neighboring channels) ^ beta. */
export class LocalResponseNormalization extends tf.layers.Layer {
  static readonly className = 'LocalResponseNormalization';
  readonly options: { size: number; alpha: number; beta: number; bias: number };

  constructor(options: { name?: string; size?: number; alpha?: number; beta?: number; bias?: number } = {}) {
    super(options);
    this.options = { size: 5, alpha: 0.0001, beta: 0.75, bias: 1, ...options };
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const { size, alpha, beta, bias } = this.options;
      const channels = input.shape[3] ?? 0;
      const places = tf.range(0, channels);
      const distances = places.expandDims(1).sub(places).abs();
      const band = distances
        .lessEqual((size - 1) / 2)
        .toFloat()
        .mul(alpha / size);
      const squares = input.square().reshape([-1, channels]);
      const divisor = squares
        .matMul(band as tf.Tensor2D)
        .add(bias)
        .reshape(input.shape);
      return input.mul(divisor.log().mul(-beta).exp());
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.options, ...super.getConfig() };
  }
}

tf.serialization.registerClass(LocalResponseNormalization);
