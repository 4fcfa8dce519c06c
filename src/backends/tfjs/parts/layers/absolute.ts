import * as tf from '@tensorflow/tfjs';
import { onlyTensor } from '../helpers';

/** Absolute values: tfjs has no layer for them, and at 0 the gradient of tf.abs is -1. */
export class Absolute extends tf.layers.Layer {
  static readonly className = 'Absolute';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const input = onlyTensor(inputs);
    return tf.tidy(() => input.relu().add(input.neg().relu()));
  }
}

tf.serialization.registerClass(Absolute);
