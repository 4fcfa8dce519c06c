import * as tf from '@tensorflow/tfjs';
import { alongAxis, both, onlyTensor } from '../helpers';

interface Pad2dOptions {
  name?: string;
  padding: number | [number | [number, number], number | [number, number]];
  mode: 'reflect' | 'replicate' | 'circular';
}

/** Continues images beyond their edges by their mirror image, by their outermost cells or by themselves. */
export class Pad2d extends tf.layers.Layer {
  static readonly className = 'Pad2d';
  readonly #pads: [number, number][];
  readonly #mode: Pad2dOptions['mode'];

  constructor(options: Pad2dOptions) {
    super(options);
    const { padding } = options;
    this.#pads = (typeof padding === 'number' ? [padding, padding] : padding).map((cells) => both(cells));
    this.#mode = options.mode;
  }

  override computeOutputShape([batch = null, height, width, channels = null]: tf.Shape): tf.Shape {
    const [[top, bottom], [left, right]] = this.#pads as [[number, number], [number, number]];
    return [batch, (height ?? 0) + top + bottom, (width ?? 0) + left + right, channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs);
      const rows = alongAxis(input, 1, this.#mix(input.shape[1] ?? 0, this.#pads[0] ?? [0, 0]));
      return alongAxis(rows, 2, this.#mix(input.shape[2] ?? 0, this.#pads[1] ?? [0, 0]));
    });
  }

  /** 1 where a cell of the longer axis is one of the shorter, otherwise 0. */
  #mix(size: number, [before, after]: [number, number]): number[][] {
    return Array.from({ length: before + size + after }, (_, index) => {
      const from = this.#cellAt(index - before, size);
      return Array.from({ length: size }, (_one, cell) => (cell === from ? 1 : 0));
    });
  }

  #cellAt(position: number, size: number): number {
    const last = size - 1;
    if (this.#mode === 'replicate') return Math.min(Math.max(position, 0), last);
    if (this.#mode === 'circular') return (position + size) % size;
    return last - Math.abs(last - Math.abs(position));
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { padding: this.#pads, mode: this.#mode, ...super.getConfig() };
  }
}

tf.serialization.registerClass(Pad2d);
