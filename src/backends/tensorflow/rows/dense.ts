import type { GraphRow } from '../graph-layer';
import { matrixProduct, productGradients } from '../ops/matrix';
import { withBias } from './convolutions';

export const dense: GraphRow<'dense'> = (layer) => {
  const { g, attributes, x } = layer;
  const kernel = layer.weight('kernel');
  return withBias(layer, attributes.bias, {
    output: matrixProduct(g, x, kernel),
    backward: (gradient) => {
      const { left, right } = productGradients(g, x, kernel, gradient);
      return { inputs: [left], weights: { kernel: right } };
    },
  });
};
