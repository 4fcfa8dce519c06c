import { asOneRow } from '../../../dimensions/one-row';
import type { Attributes, Kind } from '../../../schema/kinds';
import type { Value } from '../graph-builder';
import type { GraphLayer, GraphRow, Lowered } from '../graph-layer';
import { reshape, reshapeLike } from '../ops/layout';
import { conv2d, depthwiseConv2d } from './convolutions';
import { avgPool2d, maxPool2d } from './pools';

export const conv1d: GraphRow<'conv1d'> = (layer) => inOneRow(layer, conv2d, asOneRow(layer.attributes));

export const depthwiseConv1d: GraphRow<'depthwise_conv1d'> = (layer) =>
  inOneRow(layer, depthwiseConv2d, asOneRow(layer.attributes));

export const maxPool1d: GraphRow<'max_pool1d'> = (layer) => inOneRow(layer, maxPool2d, asOneRow(layer.attributes));

export const avgPool1d: GraphRow<'avg_pool1d'> = (layer) => inOneRow(layer, avgPool2d, asOneRow(layer.attributes));

/** TensorFlow has windows only over images: a sequence is an image of one row, and so is its kernel; no number moves. */
function inOneRow<I extends Kind>(layer: GraphLayer<Kind>, row: GraphRow<I>, attributes: Attributes<I>): Lowered {
  const { g, x, shape, output } = layer;
  const image = reshape(g, x, [-1, 1, ...shape]);
  const isKernel = (role: string): boolean => layer.weightShape(role).length > 1;
  const lowered = row({
    ...layer,
    attributes,
    x: image,
    inputs: [image],
    shapes: [[1, ...shape]],
    shape: [1, ...shape],
    output: [1, ...output],
    weight: (role) =>
      isKernel(role) ? reshape(g, layer.weight(role), [1, ...layer.weightShape(role)]) : layer.weight(role),
    weightShape: (role) => (isKernel(role) ? [1, ...layer.weightShape(role)] : layer.weightShape(role)),
  });
  return {
    output: reshape(g, lowered.output, [-1, ...output]),
    backward: (gradient) => {
      const { inputs, weights = {} } = lowered.backward(reshape(g, gradient, [-1, 1, ...output]));
      const asKept = ([role, value]: [string, Value]) =>
        [role, isKernel(role) ? reshape(g, value, layer.weightShape(role)) : value] as const;
      return {
        inputs: inputs.map((down) => reshapeLike(g, down, x)),
        weights: Object.fromEntries(Object.entries(weights).map(asKept)),
      };
    },
  };
}
