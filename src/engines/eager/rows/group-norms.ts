import type { Tensor } from '@tensorflow/tfjs-core';
import { channelCount, product } from '../../../dimensions/dimension';
import { type Forward, type LiveLayer, type LiveRow, unary } from '../live-layer';

export const groupNorm: LiveRow<'group_norm'> = (layer) => normOfGroups(layer, layer.attributes.groups);

/** A group for each channel. */
export const instanceNorm: LiveRow<'instance_norm'> = (layer) => normOfGroups(layer, channelCount(layer.output));

/** Each group of channels by its own mean and biased variance over all positions, then scaled and shifted by channel. */
function normOfGroups(
  { tf, attributes, output, weight }: LiveLayer<'group_norm' | 'instance_norm'>,
  groups: number,
): Forward {
  const { epsilon, center, scale } = attributes;
  const channels = channelCount(output);
  const sizes = [-1, product(output) / channels, groups, channels / groups];
  const gamma = scale ? weight('gamma') : undefined;
  const beta = center ? weight('beta') : undefined;
  return unary((input) => {
    const grouped = tf.reshape(input, sizes);
    const meanOf = (values: Tensor): Tensor => tf.mean(values, [1, 3], true);
    const centred = tf.sub(grouped, meanOf(grouped));
    const inverse = tf.rsqrt(tf.add(meanOf(tf.square(centred)), epsilon));
    const standard: Tensor = tf.reshape(tf.mul(centred, inverse), input.shape);
    const scaled = gamma ? tf.mul(standard, gamma) : standard;
    return beta ? tf.add(scaled, beta) : scaled;
  });
}
