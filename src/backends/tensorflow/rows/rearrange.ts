import { type Rearrangement, reversed, channelShuffle as shuffled } from '../../../dimensions/rearrange';
import type { GraphBuilder, Value } from '../graph-builder';
import type { GraphRow, Lowered } from '../graph-layer';
import { reshape, transpose } from '../ops/layout';

export const channelShuffle: GraphRow<'channel_shuffle'> = (layer) =>
  rearranged(layer, shuffled(layer.shape, layer.attributes.groups));

interface Rearranged {
  readonly g: GraphBuilder;
  readonly x: Value;
  readonly shape: readonly number[];
  readonly output: readonly number[];
}

/** The numbers of a value in another order; the gradient is put back. */
function rearranged({ g, x, shape, output }: Rearranged, rearrangement: Rearrangement): Lowered {
  return {
    output: apply(g, x, rearrangement, output),
    backward: (gradient) => ({ inputs: [apply(g, gradient, reversed(rearrangement), shape)] }),
  };
}

function apply(g: GraphBuilder, x: Value, { sizes, order }: Rearrangement, shape: readonly number[]): Value {
  return reshape(g, transpose(g, reshape(g, x, [-1, ...sizes]), order), [-1, ...shape]);
}
