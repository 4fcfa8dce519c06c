import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// Source: Ulyanov, Vedaldi and Lempitsky (2016).

interface InstanceNormOptions {
  name?: string;
  epsilon?: number;
  center?: boolean;
  scale?: boolean;
  trainable?: boolean;
}

/** Normalizes each channel of each sample over all positions. */
export class InstanceNorm extends tf.layers.Layer {
  static readonly className = 'InstanceNorm';
  readonly options: Required<Omit<InstanceNormOptions, 'name' | 'trainable'>>;
  #gamma?: tf.LayerVariable;
  #beta?: tf.LayerVariable;

  constructor(options: InstanceNormOptions = {}) {
    super(options);
    this.options = { epsilon: 0.00001, center: true, scale: true, ...options };
  }

  override build(inputShape: tf.Shape): void {
    const { center, scale } = this.options;
    const shape = inputShape.slice(-1);
    if (scale) this.#gamma = this.addWeight('gamma', shape, 'float32', tf.initializers.ones());
    if (center) this.#beta = this.addWeight('beta', shape, 'float32', tf.initializers.zeros());
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const positions = input.shape.slice(1, -1).map((_, axis) => axis + 1);
      const { mean, variance } = tf.moments(input, positions, true);
      const normal = input.sub(mean).mul(variance.add(this.options.epsilon).rsqrt());
      const scaled = this.#gamma ? normal.mul(this.#gamma.read()) : normal;
      return this.#beta ? scaled.add(this.#beta.read()) : scaled;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.options, ...super.getConfig() };
  }
}

tf.serialization.registerClass(InstanceNorm);
