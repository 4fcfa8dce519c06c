import * as tf from '@tensorflow/tfjs-node';
import { alongAxis, both, onlyTensor } from '../helpers';

interface Resize2dOptions {
  name?: string;
  size: number | [number, number];
  cubic?: boolean;
  alignCorners?: boolean;
}

/** Bilinear or bicubic interpolation to a size, between the centers of cells; edges are repeated. */
export class Resize2d extends tf.layers.Layer {
  static readonly className = 'Resize2d';
  readonly #size: [number, number];
  readonly #cubic: boolean;
  readonly #alignCorners: boolean;

  constructor(options: Resize2dOptions) {
    super(options);
    this.#size = both(options.size);
    this.#cubic = options.cubic ?? false;
    this.#alignCorners = options.alignCorners ?? false;
  }

  override computeOutputShape([batch = null, , , channels = null]: tf.Shape): tf.Shape {
    return [batch, ...this.#size, channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const [, height = 0, width = 0] = input.shape;
      const rows = alongAxis(input, 1, this.#mix(height, this.#size[0]));
      return alongAxis(rows, 2, this.#mix(width, this.#size[1]));
    });
  }

  /** The weight of each input cell of an axis in each output cell. */
  #mix(before: number, after: number): number[][] {
    const reach = this.#cubic ? 2 : 1;
    return Array.from({ length: after }, (_, index) => {
      const place = this.#alignCorners
        ? (index * (before - 1)) / Math.max(after - 1, 1)
        : ((index + 0.5) * before) / after - 0.5;
      const weights = new Array<number>(before).fill(0);
      for (let cell = Math.floor(place) - reach + 1; cell <= Math.floor(place) + reach; cell++) {
        const inside = Math.min(Math.max(cell, 0), before - 1);
        weights[inside] = (weights[inside] ?? 0) + this.#weight(Math.abs(place - cell));
      }
      return weights;
    });
  }

  /** Of a cell at a distance; the cubic function is that of Keys (1981) with a = -0.75. */
  #weight(distance: number): number {
    if (!this.#cubic) return Math.max(1 - distance, 0);
    if (distance < 1) return (1.25 * distance - 2.25) * distance * distance + 1;
    return distance < 2 ? ((-0.75 * distance + 3.75) * distance - 6) * distance + 3 : 0;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { size: this.#size, cubic: this.#cubic, alignCorners: this.#alignCorners, ...super.getConfig() };
  }
}

tf.serialization.registerClass(Resize2d);
