import * as tf from '@tensorflow/tfjs-node';
import { alongAxis, both, onlyTensor } from '../helpers';

/** Means of windows that divide the image evenly; windows may overlap and differ in size by one. */
export class AdaptiveAveragePooling2d extends tf.layers.Layer {
  static readonly className = 'AdaptiveAveragePooling2d';
  readonly size: [number, number];

  constructor(options: { name?: string; size: number | [number, number] }) {
    super(options);
    this.size = both(options.size);
  }

  override computeOutputShape([batch = null, , , channels = null]: tf.Shape): tf.Shape {
    return [batch, ...this.size, channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const [, height = 0, width = 0] = input.shape;
      const rows = alongAxis(input, 1, this.#shares(height, this.size[0]));
      return alongAxis(rows, 2, this.#shares(width, this.size[1]));
    });
  }

  /** The weight of each cell of an axis in each mean. */
  #shares(before: number, after: number): number[][] {
    return Array.from({ length: after }, (_, window) => {
      const start = Math.floor((window * before) / after);
      const end = Math.ceil(((window + 1) * before) / after);
      return Array.from({ length: before }, (_, cell) =>
        cell >= start && cell < end ? 1 / (end - start) : 0,
      );
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { size: this.size, ...super.getConfig() };
  }
}

tf.serialization.registerClass(AdaptiveAveragePooling2d);
