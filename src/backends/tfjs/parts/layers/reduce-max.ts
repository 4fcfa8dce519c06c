import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

/**
 * The largest number along an axis, which stays with size 1; the batch is axis 0, and -1 the last. The gradient goes to the first of
 * equal numbers, that of tf.max to all.
 */
export class ReduceMax extends tf.layers.Layer {
  static readonly className = 'ReduceMax';
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
    const largest = tf.customGrad((...args) => {
      const [input, save] = args as [tf.Tensor, (tensors: tf.Tensor[]) => void];
      save([input]);
      return {
        value: input.max(this.axis, true),
        gradFunc: (gradient, [saved]) => gradient.mul(this.#first(saved as tf.Tensor)),
      };
    });
    return largest(onlyTensor(inputs));
  }

  /** 1 at the first of the largest numbers, otherwise 0. */
  #first(input: tf.Tensor): tf.Tensor {
    const axis = this.axis < 0 ? input.rank - 1 : this.axis;
    const size = input.shape[axis] ?? 0;
    const places = tf
      .range(0, size, 1, 'int32')
      .reshape(input.shape.map((_, index) => (index === axis ? size : 1)));
    return input.argMax(axis).expandDims(axis).equal(places).toFloat();
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { axis: this.axis, ...super.getConfig() };
  }
}

tf.serialization.registerClass(ReduceMax);
