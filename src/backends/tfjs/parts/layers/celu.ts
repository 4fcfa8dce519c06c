import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// Source: Barron (2017).

/** x above 0, else alpha * (exp(x / alpha) - 1), which tfjs lacks. */
export class Celu extends tf.layers.Layer {
  static readonly className = 'Celu';
  readonly #alpha: number;

  constructor(options: { name?: string; alpha?: number } = {}) {
    super(options);
    this.#alpha = options.alpha ?? 1;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const below = input.minimum(0).div(this.#alpha).exp().sub(1).mul(this.#alpha);
      return input.relu().add(below);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { alpha: this.#alpha, ...super.getConfig() };
  }
}

tf.serialization.registerClass(Celu);
