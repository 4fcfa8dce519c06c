import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

/** The logarithm of softmax along the last axis: tfjs has no layer for it. */
export class LogSoftmax extends tf.layers.Layer {
  static readonly className = 'LogSoftmax';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.logSoftmax(onlyTensor(inputs));
  }
}

tf.serialization.registerClass(LogSoftmax);
