import * as tf from '@tensorflow/tfjs';
import { onlyTensor } from '../helpers';

// tf.layers.reLU cuts by tf.clipByValue, whose gradient at 6 is 1; that of tf.minimum at a tie goes to its first operand.

/** min(max(x, 0), 6), with a gradient of 0 at 0 and at 6: that of tf.layers.reLU at its maxValue is 1. */
export class Relu6 extends tf.layers.Layer {
  static readonly className = 'Relu6';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.minimum(6, onlyTensor(inputs).relu()));
  }
}
