import { positionOf } from '../../../dimensions/axis';
import * as arrangements from '../../../dimensions/rearrange';
import type { GraphBuilder, Value } from '../graph-builder';
import type { GraphRow, Lowered } from '../graph-layer';
import { reshape, transpose } from '../ops/layout';

export const channelShuffle: GraphRow<'channel_shuffle'> = (layer) =>
  rearranged(layer, arrangements.channelShuffle(layer.shape, layer.attributes.groups));

export const permute: GraphRow<'permute'> = (layer) => {
  const { shape, attributes } = layer;
  const axes = attributes.axes.map((axis) => positionOf(axis, shape.length));
  return rearranged(layer, arrangements.permuted(shape, axes));
};

export const spaceToDepth: GraphRow<'space_to_depth'> = (layer) =>
  rearranged(layer, arrangements.spaceToDepth(layer.shape, layer.attributes));

export const depthToSpace: GraphRow<'depth_to_space'> = (layer) =>
  rearranged(layer, arrangements.depthToSpace(layer.shape, layer.attributes));

interface Rearranged {
  readonly g: GraphBuilder;
  readonly x: Value;
  readonly shape: readonly number[];
  readonly output: readonly number[];
}

/** The numbers of a value in another order; the gradient is put back. */
function rearranged({ g, x, shape, output }: Rearranged, rearrangement: arrangements.Rearrangement): Lowered {
  return {
    output: apply(g, x, rearrangement, output),
    backward: (gradient) => ({ inputs: [apply(g, gradient, arrangements.reversed(rearrangement), shape)] }),
  };
}

function apply(
  g: GraphBuilder,
  x: Value,
  { sizes, order }: arrangements.Rearrangement,
  shape: readonly number[],
): Value {
  return reshape(g, transpose(g, reshape(g, x, [-1, ...sizes]), order), [-1, ...shape]);
}
