import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

/** x above 0, else alpha * (exp(x) - 1): in tf.layers.elu, alpha is always 1. */
export class ExponentialLinearUnit extends tf.layers.Layer {
  static readonly className = 'ExponentialLinearUnit';
  readonly #alpha: number;

  constructor(options: { name?: string; alpha: number }) {
    super(options);
    this.#alpha = options.alpha;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const below = input.minimum(0).exp().sub(1).mul(this.#alpha);
      return input.relu().add(below);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { alpha: this.#alpha, ...super.getConfig() };
  }
}

tf.serialization.registerClass(ExponentialLinearUnit);
