import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// Source: Szegedy et al. (2016), section 3.3.

/** Multiplies each value by a fixed factor. */
export class Scale extends tf.layers.Layer {
  static readonly className = 'Scale';
  readonly #factor: number;

  constructor(options: { name?: string; factor: number }) {
    super(options);
    this.#factor = options.factor;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.mul(onlyTensor(inputs), this.#factor);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { factor: this.#factor, ...super.getConfig() };
  }
}

tf.serialization.registerClass(Scale);
