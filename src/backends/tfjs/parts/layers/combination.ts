import * as tf from '@tensorflow/tfjs-node';

// The joins of tf.layers do not reliably align values of different shapes, and there is none that subtracts.

/**
 * Combines values element by element. An axis of size 1 is repeated, and a vector next to an image or a sequence has one number for
 * each channel.
 */
export class Combination extends tf.layers.Layer {
  static readonly className = 'Combination';
  readonly operation: 'add' | 'maximum' | 'mul' | 'sub';

  constructor(options: { name?: string; operation: 'add' | 'maximum' | 'mul' | 'sub' }) {
    super(options);
    this.operation = options.operation;
  }

  override computeOutputShape(inputShapes: tf.Shape | tf.Shape[]): tf.Shape {
    const shapes = aligned(inputShapes as tf.Shape[]);
    return shapes.reduce((largest, shape) =>
      largest.map((size, axis) => (axis === 0 ? size : Math.max(size ?? 0, shape[axis] ?? 0))),
    );
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const values = inputs as tf.Tensor[];
      const shapes = aligned(values.map(({ shape }) => shape)) as number[][];
      return values
        .map((value, index) => value.reshape(shapes[index] ?? []))
        .reduce((left, right) => this.#combine(left, right));
    });
  }

  #combine(left: tf.Tensor, right: tf.Tensor): tf.Tensor {
    if (this.operation !== 'maximum') return left[this.operation](right);
    // The gradient of a maximum is not summed over repeated axes, but that of a sum is.
    return left.add(right.zerosLike()).maximum(right.add(left.zerosLike()));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { operation: this.operation, ...super.getConfig() };
  }
}

tf.serialization.registerClass(Combination);

/** Shapes with as many axes as the longest: a vector has only channels. */
function aligned(shapes: tf.Shape[]): tf.Shape[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return shapes.map(([batch = null, ...sizes]) => [
    batch,
    ...new Array<number>(rank - 1 - sizes.length).fill(1),
    ...sizes,
  ]);
}
