import type { InputNode } from '../../../graph/graph';
import type { GraphBuilder, Value } from '../graph-builder';
import { add, cast, multiply } from '../ops/arithmetic';
import { reshape } from '../ops/layout';
import { type } from '../proto/attribute';

/** Bytes of samples, as they are fed. */
export interface ByteInput {
  /** Whole numbers of 32 bits, four bytes each, the last one filled up. */
  readonly words: Value;
  /** The bytes as the model takes them: preprocessed, with the batch first. */
  readonly values: Value;
}

/** Bytes that come as words, since tfjs has no tensors of bytes: of `count` samples, a number that is known at the run. */
export function byteInput(g: GraphBuilder, input: InputNode, words: Value, count: Value): ByteInput {
  const size = input.shape.reduce((product, length) => product * length, 1);
  const split = g.add('Bitcast', [words], { T: type('int32'), type: type('uint8') }, { type: 'uint8' });
  const bytes = reshape(g, split, [-1]);
  const whole = size % 4 === 0 ? bytes : firstBytes(g, bytes, size, count);
  return { words, values: preprocess(g, input, reshape(g, whole, [-1, ...input.shape])) };
}

function firstBytes(g: GraphBuilder, bytes: Value, size: number, count: Value): Value {
  const total = multiply(g, reshape(g, count, [1]), g.list([size]));
  return g.add('Slice', [bytes, g.list([0]), total], { T: type('uint8'), Index: type('int32') });
}

/** Scaled to 0..1, then less the mean and over the deviation of the channel: one product and one sum for each value. */
export function preprocess(g: GraphBuilder, { shape, preprocess: said }: InputNode, bytes: Value): Value {
  const { mean = [0], std = [1] } = said ?? {};
  const channels = mean.length === 1 && std.length === 1 ? 1 : (shape.at(-1) ?? 1);
  const of = (values: readonly number[], channel: number): number => values[values.length === 1 ? 0 : channel] ?? 0;
  // Numbers that differ by channel are said for each place of a row: TensorFlow is slow where it repeats so few.
  const sizes = channels === 1 ? [] : shape.slice(-2);
  const length = sizes.reduce((product, size) => product * size, 1);
  const row = (number: (channel: number) => number): Value => {
    const values = Array.from({ length }, (_, place) => number(place % channels));
    return g.constant('float32', sizes, values);
  };
  const scaled = multiply(
    g,
    cast(g, bytes, 'float32'),
    row((channel) => 1 / (255 * of(std, channel))),
  );
  if (mean.every((value) => value === 0)) return scaled;
  return add(
    g,
    scaled,
    row((channel) => -of(mean, channel) / of(std, channel)),
  );
}
