import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// At a tie, tf.minimum passes the gradient to its first operand.

/** x * min(max(x + 3, 0), 6) / 6, which tfjs lacks. */
export class HardSwish extends tf.layers.Layer {
  static readonly className = 'HardSwish';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      return tf.minimum(6, input.add(3).relu()).div(6).mul(input);
    });
  }
}

tf.serialization.registerClass(HardSwish);
