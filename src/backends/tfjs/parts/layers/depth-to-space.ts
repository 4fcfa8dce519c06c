import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// tf.depthToSpace has no gradient.

/** Turns channels into blocks of cells: channels are in the order of the cells, or first by their own number (`crd`). */
export class DepthToSpace extends tf.layers.Layer {
  static readonly className = 'DepthToSpace';
  readonly options: { block: number; order: 'dcr' | 'crd' };

  constructor(options: { name?: string; block: number; order?: 'crd' }) {
    super(options);
    this.options = { order: 'dcr', ...options };
  }

  override computeOutputShape([batch = null, height, width, channels]: tf.Shape): tf.Shape {
    const { block } = this.options;
    return [batch, (height ?? 0) * block, (width ?? 0) * block, (channels ?? 0) / block ** 2];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const { block, order } = this.options;
      const [batch = 0, height = 0, width = 0, channels = 0] = input.shape;
      const depth = channels / block ** 2;
      const cells =
        order === 'crd'
          ? input.reshape([batch * height, width, depth, block, block]).transpose([0, 3, 1, 4, 2])
          : input.reshape([batch * height, width, block, block * depth]).transpose([0, 2, 1, 3]);
      return cells.reshape([batch, height * block, width * block, depth]);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.options, ...super.getConfig() };
  }
}

tf.serialization.registerClass(DepthToSpace);
