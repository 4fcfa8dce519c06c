import * as tf from '@tensorflow/tfjs';
import { onlyTensor } from '../helpers';

/** Limits values to a range, for which tfjs has no layer. */
export class Clip extends tf.layers.Layer {
  static readonly className = 'Clip';
  readonly minimum: number;
  readonly maximum: number;

  constructor(options: { name?: string; minimum?: number; maximum?: number }) {
    super(options);
    this.minimum = options.minimum ?? -Infinity;
    this.maximum = options.maximum ?? Infinity;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return onlyTensor(inputs).clipByValue(this.minimum, this.maximum);
  }
}
