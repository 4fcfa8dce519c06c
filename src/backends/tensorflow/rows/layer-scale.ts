import { channelCount } from '../../../dimensions/dimension';
import type { GraphRow } from '../graph-layer';
import { multiply } from '../ops/arithmetic';
import { reshape } from '../ops/layout';
import { sum } from '../ops/reduce';

export const layerScale: GraphRow<'layer_scale'> = (layer) => {
  const { g, x, shape } = layer;
  const gamma = layer.weight('gamma');
  return {
    output: multiply(g, x, gamma),
    backward: (gradient) => {
      const rows = reshape(g, multiply(g, gradient, x), [-1, channelCount(shape)]);
      return { inputs: [multiply(g, gradient, gamma)], weights: { gamma: sum(g, rows, [0]) } };
    },
  };
};
