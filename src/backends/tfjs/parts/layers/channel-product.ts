import * as tf from '@tensorflow/tfjs';

// tf.layers.multiply does not reliably align a vector with the channels of images.

/** The product of values; a vector next to an image or a sequence weights its channels. */
export class ChannelProduct extends tf.layers.Layer {
  static readonly className = 'ChannelProduct';

  override computeOutputShape(inputShapes: tf.Shape | tf.Shape[]): tf.Shape {
    const shapes = inputShapes as tf.Shape[];
    const count = (shape: tf.Shape): number =>
      shape.slice(1).reduce<number>((total, size) => total * (size ?? 1), shape.length);
    return shapes.reduce((largest, shape) => (count(shape) > count(largest) ? shape : largest));
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const factors = inputs as tf.Tensor[];
      const rank = Math.max(...factors.map((factor) => factor.rank));
      const aligned = factors.map((factor) => {
        const [batch = 0, channels = 0] = factor.shape;
        return factor.rank < rank
          ? factor.reshape([batch, ...new Array<number>(rank - 2).fill(1), channels])
          : factor;
      });
      return aligned.reduce((product, factor) => product.mul(factor));
    });
  }
}
