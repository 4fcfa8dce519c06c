import * as tf from '@tensorflow/tfjs-node';
import { type Cells, cellsOf, onlyTensor, type Padding } from '../helpers';

interface PaddedAveragePooling2dOptions {
  name?: string;
  poolSize?: number | [number, number];
  strides?: number | [number, number];
  padding: Padding;
}

/** Average pooling with padding: the mean of a window does not count padded cells. */
export class PaddedAveragePooling2d extends tf.layers.Layer {
  static readonly className = 'PaddedAveragePooling2d';
  readonly options: Required<Omit<PaddedAveragePooling2dOptions, 'name'>>;
  readonly cells: Cells;

  constructor(options: PaddedAveragePooling2dOptions) {
    super(options);
    const { poolSize = 2, strides = poolSize, padding } = options;
    this.options = { poolSize, strides, padding };
    this.cells = cellsOf(padding);
  }

  override computeOutputShape([batch = null, height, width, channels = null]: tf.Shape): tf.Shape {
    const [, [top, bottom], [left, right]] = this.cells;
    const { outHeight, outWidth } = tf.backend_util.computePool2DInfo(
      [1, (height ?? 0) + top + bottom, (width ?? 0) + left + right, 1],
      this.options.poolSize,
      this.options.strides,
      1,
      'valid',
    );
    return [batch, outHeight, outWidth, channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs) as tf.Tensor4D;
      const [, height, width] = input.shape;
      const mean = (image: tf.Tensor4D) =>
        tf.avgPool(tf.pad(image, this.cells), this.options.poolSize, this.options.strides, 'valid');
      const share = mean(tf.ones([1, height, width, 1]));
      return mean(input).div(share);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.options, ...super.getConfig() };
  }
}

tf.serialization.registerClass(PaddedAveragePooling2d);
