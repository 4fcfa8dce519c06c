import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// Source: Ba, Kiros and Hinton (2016).

interface LayerNormOptions {
  name?: string;
  /** Over all axes instead of only the last. */
  overall?: boolean;
  epsilon?: number;
  center?: boolean;
  scale?: boolean;
  trainable?: boolean;
}

/** Layer normalization: tf.layers.layerNormalization always has gamma and beta. */
export class LayerNorm extends tf.layers.Layer {
  static readonly className = 'LayerNorm';
  readonly options: Required<Omit<LayerNormOptions, 'name' | 'trainable'>>;
  #gamma?: tf.LayerVariable;
  #beta?: tf.LayerVariable;

  constructor(options: LayerNormOptions = {}) {
    super(options);
    this.options = { overall: false, epsilon: 0.00001, center: true, scale: true, ...options };
  }

  override build(inputShape: tf.Shape): void {
    const { overall, center, scale } = this.options;
    const shape = overall ? inputShape.slice(1) : inputShape.slice(-1);
    if (scale) this.#gamma = this.addWeight('gamma', shape, 'float32', tf.initializers.ones());
    if (center) this.#beta = this.addWeight('beta', shape, 'float32', tf.initializers.zeros());
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const { overall, epsilon } = this.options;
      const axes = overall ? input.shape.slice(1).map((_, axis) => axis + 1) : -1;
      const { mean, variance } = tf.moments(input, axes, true);
      const normal = input.sub(mean).mul(variance.add(epsilon).rsqrt());
      const scaled = this.#gamma ? normal.mul(this.#gamma.read()) : normal;
      return this.#beta ? scaled.add(this.#beta.read()) : scaled;
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.options, ...super.getConfig() };
  }
}

tf.serialization.registerClass(LayerNorm);
