import { type Stream, streamOf } from '../../../tensors/random/stream';
import { fillUniform } from '../../../tensors/random/uniform';
import { type LiveRow, unary } from '../live-layer';

/** Inverted dropout. The mask is a pure function of seed, node and step, the same for every engine. */
export const dropout: LiveRow<'dropout'> = ({ tf, name, seed, attributes: { rate } }) =>
  unary((input, { training, step }) => {
    if (!training || rate === 0) return input;
    return tf.mul(input, tf.tensor(dropoutMask(input.size, rate, streamOf(seed, name, step)), input.shape));
  });

/** One number per sample, of the same stream. */
export const dropPath: LiveRow<'drop_path'> = ({ tf, name, seed, attributes: { rate }, output }) =>
  unary((input, { training, step }) => {
    if (!training || rate === 0) return input;
    const [count = 0] = input.shape;
    const mask = dropoutMask(count, rate, streamOf(seed, name, step));
    return tf.mul(input, tf.tensor(mask, [count, ...output.map(() => 1)]));
  });

/** 0 for dropped values, with probability `rate`, and 1 / (1 - rate) for kept ones; row-major over batch and shape. */
export function dropoutMask(count: number, rate: number, stream: Stream): Float32Array {
  const mask = new Float32Array(count);
  fillUniform(mask, stream);
  const scale = 1 / (1 - rate);
  for (let i = 0; i < count; i++) mask[i] = (mask[i] as number) < rate ? 0 : scale;
  return mask;
}
