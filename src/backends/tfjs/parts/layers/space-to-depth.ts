import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

/** Turns each block of cells into channels: cell by cell, or channel by channel (`crd`). */
export class SpaceToDepth extends tf.layers.Layer {
  static readonly className = 'SpaceToDepth';
  readonly options: { block: number; order: 'dcr' | 'crd' };

  constructor(options: { name?: string; block: number; order?: 'crd' }) {
    super(options);
    this.options = { order: 'dcr', ...options };
  }

  override computeOutputShape([batch = null, height, width, channels]: tf.Shape): tf.Shape {
    const { block } = this.options;
    return [batch, (height ?? 0) / block, (width ?? 0) / block, (channels ?? 0) * block ** 2];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const { block, order } = this.options;
      const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
      const [rows, columns] = [height / block, width / block];
      const blocks =
        order === 'crd'
          ? input.reshape([batch * rows, block, columns, block, channels]).transpose([0, 2, 4, 1, 3])
          : input.reshape([batch * rows, block, columns, block * channels]).transpose([0, 2, 1, 3]);
      return blocks.reshape([batch, rows, columns, channels * block ** 2]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.options, ...super.getConfig() };
  }
}

tf.serialization.registerClass(SpaceToDepth);
