import * as tf from '@tensorflow/tfjs-node';
import { alongAxis, both, onlyTensor } from '../helpers';

/** Bilinear interpolation between the centers of cells. With `alignCorners`, as in tf.layers.upSampling2d, corner cells coincide. */
export class BilinearUpsampling2d extends tf.layers.Layer {
  static readonly className = 'BilinearUpsampling2d';
  readonly #factors: [number, number];
  readonly #alignCorners: boolean;

  constructor(options: { name?: string; size?: number | [number, number]; alignCorners?: boolean }) {
    super(options);
    this.#factors = both(options.size ?? 2);
    this.#alignCorners = options.alignCorners ?? false;
  }

  override computeOutputShape([batch = null, height, width, channels = null]: tf.Shape): tf.Shape {
    return [batch, (height ?? 0) * this.#factors[0], (width ?? 0) * this.#factors[1], channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const [, height = 0, width = 0] = input.shape;
      const rows = alongAxis(input, 1, this.#mix(height, this.#factors[0]));
      return alongAxis(rows, 2, this.#mix(width, this.#factors[1]));
    });
  }

  /** The weight of each input cell of an axis in each output cell. */
  #mix(size: number, factor: number): number[][] {
    return Array.from({ length: size * factor }, (_, index) => {
      const place = this.#alignCorners
        ? (index * (size - 1)) / Math.max(size * factor - 1, 1)
        : Math.min(Math.max((index + 0.5) / factor - 0.5, 0), size - 1);
      return Array.from({ length: size }, (_, cell) => Math.max(1 - Math.abs(place - cell), 0));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { size: this.#factors, alignCorners: this.#alignCorners, ...super.getConfig() };
  }
}

tf.serialization.registerClass(BilinearUpsampling2d);
