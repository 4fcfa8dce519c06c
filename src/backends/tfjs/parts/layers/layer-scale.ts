import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// Source: Touvron et al. (2021).

/** Multiplies each channel by a learned number. */
export class LayerScale extends tf.layers.Layer {
  static readonly className = 'LayerScale';
  readonly #initial: number;
  #gamma?: tf.LayerVariable;

  constructor(options: { name?: string; initial?: number; trainable?: boolean } = {}) {
    super(options);
    this.#initial = options.initial ?? 0.000001;
  }

  override build(inputShape: tf.Shape): void {
    const start = tf.initializers.constant({ value: this.#initial });
    this.#gamma = this.addWeight('gamma', inputShape.slice(-1), 'float32', start);
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      return this.#gamma ? input.mul(this.#gamma.read()) : input;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { initial: this.#initial, ...super.getConfig() };
  }
}

tf.serialization.registerClass(LayerScale);
