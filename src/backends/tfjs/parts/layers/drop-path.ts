import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// Source: Huang et al. (2016).

/** Stochastic depth: in training, sets whole samples to 0 and scales the others by 1 / (1 - rate). */
export class DropPath extends tf.layers.Layer {
  static readonly className = 'DropPath';
  readonly #rate: number;

  constructor(options: { name?: string; rate: number }) {
    super(options);
    this.#rate = options.rate;
  }

  override call(
    inputs: tf.Tensor | tf.Tensor[],
    { training = false }: { training?: boolean } = {},
  ): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      if (!training || this.#rate === 0) return input.clone();
      const [count = 0, ...sizes] = input.shape;
      const drawn = tf.randomUniform([count, ...sizes.map(() => 1)]);
      return input.mul(
        drawn
          .greaterEqual(this.#rate)
          .cast('float32')
          .div(1 - this.#rate),
      );
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { rate: this.#rate, ...super.getConfig() };
  }
}

tf.serialization.registerClass(DropPath);
