import type { GraphRow } from '../graph-layer';
import { matrixProduct } from '../ops/matrix';
import { withBias } from './convolutions';

export const dense: GraphRow<'dense'> = (layer) => {
  const { g, attributes, x } = layer;
  const kernel = layer.weight('kernel');
  return withBias(layer, attributes.bias, {
    output: matrixProduct(g, x, kernel),
    backward: (gradient) => ({
      inputs: [matrixProduct(g, gradient, kernel, 'right')],
      weights: { kernel: matrixProduct(g, x, gradient, 'left') },
    }),
  });
};
