import { channelCount } from '../../../dimensions/dimension';
import type { InputNode } from '../../../graph/graph';
import type { GraphBuilder, Value } from '../graph-builder';
import { add, cast, multiply } from '../ops/arithmetic';
import { reshape } from '../ops/layout';
import { type } from '../proto/attribute';

/** Bytes of samples, as they are fed. */
export interface ByteInput {
  /** 32-bit integers of four bytes each, the last one padded. */
  readonly words: Value;
  /** The bytes as the model's input: preprocessed, with the batch first. */
  readonly values: Value;
}

/** Bytes that arrive as words, since tfjs has no byte tensors; `count` samples, known at run time. */
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

/** Scaled to 0..1, minus the mean and divided by the standard deviation of the channel: one product and one sum per value. */
export function preprocess(g: GraphBuilder, { shape, preprocess: said }: InputNode, bytes: Value): Value {
  const { mean = [0], std = [1] } = said ?? {};
  const channels = mean.length === 1 && std.length === 1 ? 1 : channelCount(shape);
  const of = (values: readonly number[], channel: number): number => values[values.length === 1 ? 0 : channel] ?? 0;
  // Numbers that differ by channel are written for each position of a row: TensorFlow is slow at broadcasting so few.
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
