import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// Source: Ioffe and Szegedy (2015).

interface BatchNormOptions {
  name?: string;
  momentum?: number;
  epsilon?: number;
  center?: boolean;
  scale?: boolean;
  /** False: uses the running statistics in training too, and does not update them. */
  trainable?: boolean;
}

/**
 * Batch normalization. tf.layers.batchNormalization updates its running variance with the biased variance of the
 * batch, and cannot be trained without beta or gamma; this class uses the unbiased variance, as PyTorch does.
 */
export class BatchNorm extends tf.layers.Layer {
  static readonly className = 'BatchNorm';
  readonly options: Required<Omit<BatchNormOptions, 'name' | 'trainable'>>;
  #gamma?: tf.LayerVariable;
  #beta?: tf.LayerVariable;
  #movingMean!: tf.LayerVariable;
  #movingVariance!: tf.LayerVariable;

  constructor(options: BatchNormOptions = {}) {
    super(options);
    this.options = { momentum: 0.99, epsilon: 0.001, center: true, scale: true, ...options };
  }

  override build(inputShape: tf.Shape): void {
    const channels = inputShape.slice(-1);
    const weight = (name: string, start: 'zeros' | 'ones', trainable: boolean) =>
      this.addWeight(name, channels, 'float32', tf.initializers[start](), undefined, trainable);
    if (this.options.scale) this.#gamma = weight('gamma', 'ones', true);
    if (this.options.center) this.#beta = weight('beta', 'zeros', true);
    this.#movingMean = weight('moving_mean', 'zeros', false);
    this.#movingVariance = weight('moving_variance', 'ones', false);
    super.build(inputShape);
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const [mean, variance] =
        kwargs.training && this.trainable
          ? this.#observe(input)
          : [this.#movingMean.read(), this.#movingVariance.read()];
      const normal = input.sub(mean).mul(variance.add(this.options.epsilon).rsqrt());
      const scaled = this.#gamma ? normal.mul(this.#gamma.read()) : normal;
      return this.#beta ? scaled.add(this.#beta.read()) : scaled;
    });
  }

  /** The mean and biased variance of the batch; updates the running statistics. */
  #observe(input: tf.Tensor): [mean: tf.Tensor, variance: tf.Tensor] {
    const axes = input.shape.slice(0, -1).map((_, axis) => axis);
    const { mean, variance } = tf.moments(input, axes);
    const count = input.size / mean.size;
    this.#follow(this.#movingMean, mean);
    this.#follow(this.#movingVariance, variance.mul(count / Math.max(count - 1, 1)));
    return [mean, variance];
  }

  #follow(running: tf.LayerVariable, value: tf.Tensor): void {
    const { momentum } = this.options;
    const kept = running.read().mul(momentum);
    running.write(kept.add(value.mul(1 - momentum)));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.options, ...super.getConfig() };
  }
}

tf.serialization.registerClass(BatchNorm);
