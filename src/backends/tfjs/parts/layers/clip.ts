import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

/** Limits values to a range, for which tfjs has no layer. */
export class Clip extends tf.layers.Layer {
  static readonly className = 'Clip';
  readonly minimum: number | null;
  readonly maximum: number | null;

  constructor(options: { name?: string; minimum?: number; maximum?: number }) {
    super(options);
    // Saved models cannot contain infinity.
    this.minimum = options.minimum ?? null;
    this.maximum = options.maximum ?? null;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return onlyTensor(inputs).clipByValue(this.minimum ?? -Infinity, this.maximum ?? Infinity);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { minimum: this.minimum, maximum: this.maximum, ...super.getConfig() };
  }
}

tf.serialization.registerClass(Clip);
