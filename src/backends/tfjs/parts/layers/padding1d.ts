import * as tf from '@tensorflow/tfjs-node';
import { both, onlyTensor } from '../helpers';

// tf.layers only pads images.

/** Pads sequences along their length: with zeros, or with minus infinity, so that a padded cell is never the maximum of a window. */
export class Padding1d extends tf.layers.Layer {
  static readonly className = 'Padding1d';
  readonly options: { padding: number | [number, number]; lowest: boolean };
  readonly cells: [number, number][];

  constructor(options: { name?: string; padding: number | [number, number]; lowest?: boolean }) {
    super(options);
    this.options = { lowest: false, ...options };
    this.cells = [[0, 0], both(options.padding), [0, 0]];
  }

  override computeOutputShape([batch = null, length, channels = null]: tf.Shape): tf.Shape {
    const [, [before, after] = [0, 0]] = this.cells;
    return [batch, (length ?? 0) + before + after, channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.pad(onlyTensor(inputs), this.cells, this.options.lowest ? -Infinity : 0);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.options, ...super.getConfig() };
  }
}

tf.serialization.registerClass(Padding1d);
