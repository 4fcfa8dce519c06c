import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// Source: ShuffleNet (Zhang et al., 2018).

/** Interleaves the channels of equal groups. */
export class ChannelShuffle extends tf.layers.Layer {
  static readonly className = 'ChannelShuffle';
  readonly #groups: number;

  constructor(options: { name?: string; groups: number }) {
    super(options);
    this.#groups = options.groups;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const channels = input.shape.at(-1) ?? 0;
      const grouped = input.reshape([-1, this.#groups, channels / this.#groups]);
      return grouped.transpose([0, 2, 1]).reshape(input.shape);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { groups: this.#groups, ...super.getConfig() };
  }
}

tf.serialization.registerClass(ChannelShuffle);
