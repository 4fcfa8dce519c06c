import { type Rearrangement, channelShuffle as shuffled } from '../../../dimensions/rearrange';
import { type Forward, type LiveLayer, type LiveRow, unary } from '../live-layer';

export const channelShuffle: LiveRow<'channel_shuffle'> = (layer) => {
  const {
    inputs: [shape = []],
    attributes,
  } = layer;
  return rearranged(layer, shuffled(shape, attributes.groups));
};

/** The numbers of a value in another order. */
function rearranged(
  { tf, output }: Pick<LiveLayer<'channel_shuffle'>, 'tf' | 'output'>,
  { sizes, order }: Rearrangement,
): Forward {
  return unary((input) => {
    const permuted = tf.transpose(tf.reshape(input, [-1, ...sizes]), [...order]);
    return tf.reshape(permuted, [-1, ...output]);
  });
}
