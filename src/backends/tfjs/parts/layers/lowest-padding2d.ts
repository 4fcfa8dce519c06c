import * as tf from '@tensorflow/tfjs-node';
import { type Cells, cellsOf, onlyTensor, type Padding } from '../helpers';

/** Pads images with minus infinity, so that a padded cell is never the maximum of a window. */
export class LowestPadding2d extends tf.layers.Layer {
  static readonly className = 'LowestPadding2d';
  readonly #padding: Padding;
  readonly cells: Cells;

  constructor(options: { name?: string; padding: Padding }) {
    super(options);
    this.#padding = options.padding;
    this.cells = cellsOf(options.padding);
  }

  override computeOutputShape([batch = null, height, width, channels = null]: tf.Shape): tf.Shape {
    const [, [top, bottom], [left, right]] = this.cells;
    return [batch, (height ?? 0) + top + bottom, (width ?? 0) + left + right, channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.pad(onlyTensor(inputs), this.cells, -Infinity);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { padding: this.#padding, ...super.getConfig() };
  }
}

tf.serialization.registerClass(LowestPadding2d);
