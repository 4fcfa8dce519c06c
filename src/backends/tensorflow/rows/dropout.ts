import { streamOf } from '../../../tensors/random/stream';
import type { GraphBuilder, Value } from '../graph-builder';
import type { GraphLayer, GraphRow, Lowered, Mode } from '../graph-layer';
import { cast, greaterEqual, multiply, scale } from '../ops/arithmetic';
import { batchedShape } from '../ops/layout';
import { int, type } from '../proto/attribute';

/** Inverted dropout. The mask is a pure function of seed, node and step, the same for every engine. */
export const dropout: GraphRow<'dropout'> = (layer) => dropped(layer, layer.g.shapeOf(layer.x));

/** One number per sample. */
export const dropPath: GraphRow<'drop_path'> = (layer) =>
  dropped(
    layer,
    batchedShape(
      layer.g,
      layer.x,
      layer.shape.map(() => 1),
    ),
  );

/** By a mask of a shape that is broadcast to that of the value. */
function dropped(
  { g, name, x, attributes: { rate }, mode }: GraphLayer<'dropout' | 'drop_path'>,
  sizes: Value,
): Lowered {
  if (!mode.training || rate === 0) return { output: x, backward: (gradient) => ({ inputs: [gradient] }) };
  const mask = scale(g, cast(g, isKept(g, rate, randomWords(g, sizes, name, mode)), x.type), 1 / (1 - rate));
  return {
    output: multiply(g, x, mask),
    backward: (gradient) => ({ inputs: [multiply(g, gradient, mask)] }),
  };
}

/** Bits of a random word that form a uniform value in steps of 2^-24: the upper ones. */
const BITS = 24;

/** Whether each value is kept: the uniform values of `tensors/random`, compared as words. */
function isKept(g: GraphBuilder, rate: number, words: Value): Value {
  const limit = Math.min(Math.ceil(rate * 2 ** BITS) * 2 ** (32 - BITS), 2 ** 32 - 1);
  return greaterEqual(g, words, g.constant('uint32', [], [limit]));
}

/** The words of the stream of a node and step: TensorFlow's generator is the same Philox, with seed as key and counter. */
function randomWords(g: GraphBuilder, sizes: Value, name: string, { seed, step }: Mode): Value {
  if (!step) throw new Error('dropout was asked to drop without a step');
  const stream = streamOf(seed, name);
  const key = g.constant('uint64', [1], [joined(stream.seedLow, stream.seedHigh)]);
  const place = g.constant('int32', [3], [0, stream.nameLow | 0, stream.nameHigh | 0]);
  const counter = counterOf(g, place, step);
  const algorithm = g.scalar(PHILOX, 'int32');
  const attributes = { dtype: type('uint32'), Tshape: type('int32') };
  return g.add('StatelessRandomUniformFullIntV2', [sizes, key, counter, algorithm], attributes, { type: 'uint32' });
}

/** TensorFlow's number of the algorithm. */
const PHILOX = 1;

const joined = (low: number, high: number): bigint => (BigInt(high) << 32n) | BigInt(low);

/** The words block, step and name as two 64-bit words. */
function counterOf(g: GraphBuilder, place: Value, step: Value): Value {
  const part = (begin: number, size: number): Value =>
    g.add('Slice', [place, g.list([begin]), g.list([size])], { T: type('int32'), Index: type('int32') });
  const row = g.add('Reshape', [step, g.list([1])], { T: type('int32'), Tshape: type('int32') });
  const joinedUp = { N: int(3), T: type('int32'), Tidx: type('int32') };
  const words = g.add('ConcatV2', [part(0, 1), row, part(1, 2), g.scalar(0, 'int32')], joinedUp);
  const pairs = g.add('Reshape', [words, g.list([2, 2])], { T: type('int32'), Tshape: type('int32') });
  return g.add('Bitcast', [pairs], { T: type('int32'), type: type('uint64') }, { type: 'uint64' });
}
