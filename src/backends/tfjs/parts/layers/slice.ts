import * as tf from '@tensorflow/tfjs-node';
import { onlyTensor } from '../helpers';

interface SliceOptions {
  name?: string;
  /** Counted from the batch, which is axis 0; -1 is the last. */
  axis: number;
  start?: number;
  end?: number;
}

/** The cells of an axis from `start` up to, but not including, `end`; negative numbers count from the end. */
export class Slice extends tf.layers.Layer {
  static readonly className = 'Slice';
  readonly options: { axis: number; start: number; end: number | null };

  constructor(options: SliceOptions) {
    super(options);
    this.options = { start: 0, end: null, ...options };
  }

  override computeOutputShape(inputShape: tf.Shape): tf.Shape {
    const { axis, size } = this.#cells(inputShape);
    return inputShape.map((all, index) => (index === axis ? size : all));
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const input = onlyTensor(inputs);
    const { axis, begin, size } = this.#cells(input.shape);
    return tf.slice(
      input,
      input.shape.map((_, index) => (index === axis ? begin : 0)),
      input.shape.map((all, index) => (index === axis ? size : all)),
    );
  }

  #cells(shape: tf.Shape): { axis: number; begin: number; size: number } {
    const axis = this.options.axis < 0 ? this.options.axis + shape.length : this.options.axis;
    const all = shape[axis] ?? 0;
    const [begin = 0, end = 0] = [this.options.start, this.options.end ?? all].map((cell) =>
      cell < 0 ? cell + all : cell,
    );
    return { axis, begin, size: end - begin };
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.options, ...super.getConfig() };
  }
}

tf.serialization.registerClass(Slice);
