import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

// Source: Hendrycks and Gimpel (2016).

/** GELU approximated by tanh: tfjs cannot load saved models with its activation 'gelu_new'. */
export class TanhGelu extends tf.layers.Layer {
  static readonly className = 'TanhGelu';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const inner = input.add(input.pow(3).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
      return input.mul(0.5).mul(inner.tanh().add(1));
    });
  }
}

tf.serialization.registerClass(TanhGelu);
