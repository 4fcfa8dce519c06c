import { formOfRank } from '../../../dimensions/axis';
import type { GraphRow } from '../graph-layer';
import { reshape, reshapeLike } from '../ops/layout';
import { matrixProduct, productGradients } from '../ops/matrix';
import { withBias } from './convolutions';

/** For a sequence, all positions are rows of one matrix. */
export const dense: GraphRow<'dense'> = (layer) => {
  const { g, attributes, x, shape, output } = layer;
  const kernel = layer.weight('kernel');
  const [inputs = 0, units = 0] = layer.weightShape('kernel');
  const flat = formOfRank(shape.length) === 'vector';
  const rows = flat ? x : reshape(g, x, [-1, inputs]);
  const sums = matrixProduct(g, rows, kernel);
  return withBias(layer, attributes.bias, {
    output: flat ? sums : reshape(g, sums, [-1, ...output]),
    backward: (gradient) => {
      const down = flat ? gradient : reshape(g, gradient, [-1, units]);
      const { left, right } = productGradients(g, rows, kernel, down);
      return { inputs: [flat ? left : reshapeLike(g, left, x)], weights: { kernel: right } };
    },
  });
};
