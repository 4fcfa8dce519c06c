import * as tf from '@tensorflow/tfjs-node';
import { alongAxis, both, onlyTensor } from '../helpers';

/** Maxima of windows that divide the image evenly; windows may overlap and differ in size by one. */
export class AdaptiveMaxPooling2d extends tf.layers.Layer {
  static readonly className = 'AdaptiveMaxPooling2d';
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
      const rows = this.#cells(height, this.size[0]);
      const columns = this.#cells(width, this.size[1]);
      const windows = alongAxis(alongAxis(input, 1, rows), 2, columns) as tf.Tensor4D;
      const pool: [number, number] = [rows.length / this.size[0], columns.length / this.size[1]];
      return tf.maxPool(windows, pool, pool, 'valid');
    });
  }

  /** The cells of each window, one window after the other; a shorter window repeats its last cell. */
  #cells(before: number, after: number): number[][] {
    const starts = Array.from({ length: after }, (_, window) => Math.floor((window * before) / after));
    const ends = starts.map((_, window) => Math.ceil(((window + 1) * before) / after));
    const largest = Math.max(...ends.map((end, window) => end - (starts[window] ?? 0)));
    return starts.flatMap((start, window) =>
      Array.from({ length: largest }, (_, index) => {
        const taken = Math.min(start + index, (ends[window] ?? 0) - 1);
        return Array.from({ length: before }, (_, cell) => (cell === taken ? 1 : 0));
      }),
    );
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { size: this.size, ...super.getConfig() };
  }
}

tf.serialization.registerClass(AdaptiveMaxPooling2d);
