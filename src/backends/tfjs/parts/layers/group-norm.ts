import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// Source: Wu and He (2018).

interface GroupNormOptions {
  name?: string;
  groups: number;
  epsilon?: number;
  center?: boolean;
  scale?: boolean;
  trainable?: boolean;
}

/** Normalizes each group of channels of each sample over all positions. */
export class GroupNorm extends tf.layers.Layer {
  static readonly className = 'GroupNorm';
  readonly options: Required<Omit<GroupNormOptions, 'name' | 'trainable'>>;
  #gamma?: tf.LayerVariable;
  #beta?: tf.LayerVariable;

  constructor(options: GroupNormOptions) {
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
      const { groups, epsilon } = this.options;
      const channels = input.shape.at(-1) ?? 0;
      const grouped = input.reshape([input.shape[0] ?? 0, -1, groups, channels / groups]);
      const { mean, variance } = tf.moments(grouped, [1, 3], true);
      const normal = grouped.sub(mean).mul(variance.add(epsilon).rsqrt()).reshape(input.shape);
      const scaled = this.#gamma ? normal.mul(this.#gamma.read()) : normal;
      return this.#beta ? scaled.add(this.#beta.read()) : scaled;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.options, ...super.getConfig() };
  }
}

tf.serialization.registerClass(GroupNorm);
