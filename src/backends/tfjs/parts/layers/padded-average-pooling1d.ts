import * as tf from '@tensorflow/tfjs-node';
import { both, onlyTensor } from '../helpers';

interface PaddedAveragePooling1dOptions {
  name?: string;
  poolSize?: number;
  strides?: number;
  padding: number | [number, number];
}

/** Average pooling of sequences with padding: the mean of a window does not count padded cells. */
export class PaddedAveragePooling1d extends tf.layers.Layer {
  static readonly className = 'PaddedAveragePooling1d';
  readonly options: Required<Omit<PaddedAveragePooling1dOptions, 'name'>>;
  readonly cells: [number, number];

  constructor(options: PaddedAveragePooling1dOptions) {
    super(options);
    const { poolSize = 2, strides = poolSize, padding } = options;
    this.options = { poolSize, strides, padding };
    this.cells = both(padding);
  }

  override computeOutputShape([batch = null, length, channels = null]: tf.Shape): tf.Shape {
    const [before, after] = this.cells;
    return [
      batch,
      Math.floor(((length ?? 0) + before + after - this.options.poolSize) / this.options.strides) + 1,
      channels,
    ];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const sequences = onlyTensor(inputs) as tf.Tensor3D;
      const [, length] = sequences.shape;
      const mean = (values: tf.Tensor3D) => {
        const images = tf.pad(values, [[0, 0], this.cells, [0, 0]]).expandDims<tf.Tensor4D>(1);
        return tf
          .avgPool(images, [1, this.options.poolSize], [1, this.options.strides], 'valid')
          .squeeze<tf.Tensor3D>([1]);
      };
      return mean(sequences).div(mean(tf.ones([1, length, 1])));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.options, ...super.getConfig() };
  }
}

tf.serialization.registerClass(PaddedAveragePooling1d);
