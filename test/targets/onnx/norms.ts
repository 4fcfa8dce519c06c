import { attribute, input, type OnnxCase } from './onnx-case';
import { layer, ofFirst, overPlaces, type Writing, weightsOf } from './written';

/** In training, ONNX keeps the biased variance of the batch; the language keeps the unbiased one, as PyTorch and Keras do. */
export function batchNorm(one: OnnxCase): Writing {
  if (attribute(one, 'training_mode', 0) === 1) return 'the biased variance as a running statistic';
  const [, gamma, beta, moving_mean, moving_variance] = one.inputs;
  const attributes = { epsilon: attribute(one, 'epsilon', 1e-5), momentum: attribute(one, 'momentum', 0.9) };
  const weights = weightsOf({ gamma, beta, moving_mean, moving_variance });
  return overPlaces(one, [layer('batch_norm', attributes)], { weights });
}

/** From `axis` on, all axes are normalised together: the last one, or all but the batch, or all. */
export function layerNorm(one: OnnxCase): Writing {
  const { shape } = input(one, 0);
  const axis = attribute(one, 'axis', -1);
  const first = axis < 0 ? axis + shape.length : axis;
  const [, gamma, beta] = one.inputs;
  const attributes = {
    axes: first === shape.length - 1 ? 'channels' : 'all',
    epsilon: attribute(one, 'epsilon', 1e-5),
  };
  const layers = [layer('layer_norm', attributes)];
  const weights = weightsOf({ gamma, beta });
  if (first === 0 || first === shape.length - 1) return ofFirst(one, layers, { weights });
  if (first > 1) return 'layer norm over some of the axes';
  return { inputs: { input: input(one, 0) }, layers, weights, read: ({ outputs }) => outputs };
}

/** A norm with a scale and an offset for each channel. */
export const channelNorm =
  (kind: string, attributesOf: (one: OnnxCase) => object = () => ({})) =>
  (one: OnnxCase): Writing => {
    const [, gamma, beta] = one.inputs;
    const attributes = { epsilon: attribute(one, 'epsilon', 1e-5), ...attributesOf(one) };
    return overPlaces(one, [layer(kind, attributes)], { weights: weightsOf({ gamma, beta }) });
  };

export function lrn(one: OnnxCase): Writing {
  const attributes = {
    size: attribute(one, 'size', 1),
    alpha: attribute(one, 'alpha', 1e-4),
    beta: attribute(one, 'beta', 0.75),
    bias: attribute(one, 'bias', 1),
  };
  return overPlaces(one, [layer('lrn', attributes)]);
}
