import { positionOf } from '../../../dimensions/axis';
import { entry } from '../../../dimensions/dimension';
import * as arrangements from '../../../dimensions/rearrange';
import { type Forward, type LiveLayer, type LiveRow, unary } from '../live-layer';

export const channelShuffle: LiveRow<'channel_shuffle'> = (layer) =>
  rearranged(layer, arrangements.channelShuffle(entry(layer.inputs, 0), layer.attributes.groups));

export const permute: LiveRow<'permute'> = (layer) => {
  const shape = entry(layer.inputs, 0);
  const axes = layer.attributes.axes.map((axis) => positionOf(axis, shape.length));
  return rearranged(layer, arrangements.permuted(shape, axes));
};

export const spaceToDepth: LiveRow<'space_to_depth'> = (layer) =>
  rearranged(layer, arrangements.spaceToDepth(entry(layer.inputs, 0), layer.attributes));

export const depthToSpace: LiveRow<'depth_to_space'> = (layer) =>
  rearranged(layer, arrangements.depthToSpace(entry(layer.inputs, 0), layer.attributes));

/** The numbers of a value in another order. */
function rearranged(
  { tf, output }: Pick<LiveLayer<'channel_shuffle'>, 'tf' | 'output'>,
  { sizes, order }: arrangements.Rearrangement,
): Forward {
  return unary((input) => {
    const permuted = tf.transpose(tf.reshape(input, [-1, ...sizes]), [...order]);
    return tf.reshape(permuted, [-1, ...output]);
  });
}
