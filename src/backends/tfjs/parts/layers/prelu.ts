import * as tf from '@tensorflow/tfjs-node';
import { configOf, type Initializer, initializerOf, onlyTensor } from '../helpers';

// Source: He et al. (2015).

interface PreluOptions {
  name?: string;
  slopeInitializer?: Initializer | string;
  trainable?: boolean;
}

/** x above 0, else slope * x, with a slope for each channel: tf.layers.prelu has one for each value, and starts at 0. */
export class Prelu extends tf.layers.Layer {
  static readonly className = 'Prelu';
  readonly #initializer: Initializer;
  #slope!: tf.LayerVariable;

  constructor(options: PreluOptions = {}) {
    super(options);
    this.#initializer = initializerOf(options.slopeInitializer ?? tf.initializers.constant({ value: 0.25 }));
  }

  override build(inputShape: tf.Shape): void {
    this.#slope = this.addWeight('slope', inputShape.slice(-1), 'float32', this.#initializer);
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.prelu(onlyTensor(inputs), this.#slope.read());
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...configOf({ slopeInitializer: this.#initializer }), ...super.getConfig() };
  }
}

tf.serialization.registerClass(Prelu);
