import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

/** The mean along an axis, which stays with size 1; the batch is axis 0, and -1 the last. */
export class ReduceMean extends tf.layers.Layer {
  static readonly className = 'ReduceMean';
  readonly axis: number;

  constructor(options: { name?: string; axis: number }) {
    super(options);
    this.axis = options.axis;
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const axis = this.axis < 0 ? inputShape.length - 1 : this.axis;
    return inputShape.map((size, index) => (index === axis ? 1 : size));
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return onlyTensor(inputs).mean(this.axis, true);
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { axis: this.axis, ...super.getConfig() };
  }
}

tf.serialization.registerClass(ReduceMean);
