import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

/** Softmax along any axis, or its logarithm, where the batch is axis 0: tfjs has only the last axis. */
export class SoftmaxAlong extends tf.layers.Layer {
  static readonly className = 'SoftmaxAlong';
  readonly axis: number;
  readonly log: boolean;

  constructor(options: { name?: string; axis: number; log?: boolean }) {
    super(options);
    this.axis = options.axis;
    this.log = options.log ?? false;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const last = input.rank - 1;
      // Exchanges the axis with the last one.
      const order = input.shape.map((_, index) =>
        index === this.axis ? last : index === last ? this.axis : index,
      );
      const turned = input.transpose(order);
      return (this.log ? turned.logSoftmax() : turned.softmax()).transpose(order);
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { axis: this.axis, log: this.log, ...super.getConfig() };
  }
}

tf.serialization.registerClass(SoftmaxAlong);
