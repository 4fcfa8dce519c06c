import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// tf.layers.reLU clips by tf.clipByValue, whose gradient at 6 is 1. At a tie, tf.minimum passes the gradient to its first operand.

/** min(max(x, 0), 6) with a gradient of 0 at 0 and at 6: in tf.layers.reLU, the gradient at maxValue is 1. */
export class Relu6 extends tf.layers.Layer {
  static readonly className = 'Relu6';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.minimum(6, onlyTensor(inputs).relu()));
  }
}

tf.serialization.registerClass(Relu6);
