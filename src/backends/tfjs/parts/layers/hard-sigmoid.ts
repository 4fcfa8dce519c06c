import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// At a tie, tf.minimum passes the gradient to its first operand.

/** min(max(x + 3, 0), 6) / 6: the activation 'hardSigmoid' of tfjs has the slope 0.2 instead of 1 / 6. */
export class HardSigmoid extends tf.layers.Layer {
  static readonly className = 'HardSigmoid';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.minimum(6, onlyTensor(inputs).add(3).relu()).div(6));
  }
}

tf.serialization.registerClass(HardSigmoid);
