import { formOfRank } from '../../../dimensions/axis';
import { channelCount } from '../../../dimensions/dimension';
import type { Value } from '../graph-builder';
import type { GraphLayer, GraphRow, Lowered } from '../graph-layer';
import { add, inverseRoot, multiply, shift, square, subtract } from '../ops/arithmetic';
import { reshape, reshapeLike } from '../ops/layout';
import { mean, sum } from '../ops/reduce';
import { flag, float, int, text, type } from '../proto/attribute';

/** By the batch in training, updating the running statistics; otherwise, and in a frozen layer, by those. */
export const batchNorm: GraphRow<'batch_norm'> = (layer) => {
  const { g, attributes, x, shape, mode } = layer;
  const { momentum, epsilon, center, scale: scaled, trainable } = attributes;
  const training = mode.training && trainable;
  const channels = channelCount(shape);
  const fill = (value: number): Value => g.constant('float32', [channels], new Float32Array(channels).fill(value));
  const gamma = scaled ? layer.variable('gamma') : fill(1);
  const beta = center ? layer.variable('beta') : fill(0);
  const running = [layer.variable('moving_mean'), layer.variable('moving_variance')] as const;
  const isImage = formOfRank(shape.length) === 'image';
  const images = isImage ? x : reshape(g, x, [-1, 1, 1, channels]);
  const common = {
    T: type(x.type),
    U: type('float32'),
    epsilon: float(epsilon),
    data_format: text('NHWC'),
    is_training: flag(training),
  };
  // TensorFlow updates the statistics, with the unbiased variance.
  const settings = { ...common, exponential_avg_factor: float(training ? 1 - momentum : 1) };
  const normalised = g.add('FusedBatchNormV3', [images, gamma, beta, ...running], settings);
  const later = (index: number): Value => g.output(normalised, index, 'float32');
  const saved = training ? [later(3), later(4), later(5)] : [...running, later(5)];
  return {
    output: isImage ? normalised : reshapeLike(g, normalised, x),
    ...(training && { updates: { moving_mean: later(1), moving_variance: later(2) } }),
    backward: (gradient) => {
      const down = isImage ? gradient : reshapeLike(g, gradient, images);
      const found = g.add('FusedBatchNormGradV3', [down, images, gamma, ...saved], common);
      return {
        inputs: [isImage ? found : reshapeLike(g, found, x)],
        weights: {
          ...(scaled && { gamma: g.output(found, 1, 'float32') }),
          ...(center && { beta: g.output(found, 2, 'float32') }),
        },
      };
    },
  };
};

/** TensorFlow's alpha is that of one cell of the window. */
export const lrn: GraphRow<'lrn'> = ({ g, attributes: { size, alpha, beta, bias }, x }) => {
  const settings = {
    T: type(x.type),
    depth_radius: int((size - 1) / 2),
    bias: float(bias),
    alpha: float(alpha / size),
    beta: float(beta),
  };
  const output = g.add('LRN', [x], settings);
  return { output, backward: (gradient) => ({ inputs: [g.add('LRNGrad', [gradient, x, output], settings)] }) };
};

/** Each row of `[rows, length]` by its own mean and biased variance. */
export const layerNorm: GraphRow<'layer_norm'> = (layer) => {
  const { g, attributes, x, shape } = layer;
  const { axes, epsilon, center, scale: scaled } = attributes;
  const length = axes === 'all' ? shape.reduce((product, size) => product * size, 1) : channelCount(shape);
  const rows = reshape(g, x, [-1, length]);
  const centred = subtract(g, rows, mean(g, rows, [1], true));
  const inverse = inverseRoot(g, shift(g, mean(g, square(g, centred), [1], true), epsilon));
  const standard = multiply(g, centred, inverse);
  const flat = (name: string): Value => reshape(g, layer.weight(name), [length]);
  const stretched = scaled ? multiply(g, standard, flat('gamma')) : standard;
  const output = center ? add(g, stretched, flat('beta')) : stretched;
  return {
    output: reshapeLike(g, output, x),
    backward: (gradient) => {
      const down = reshape(g, gradient, [-1, length]);
      return {
        inputs: [inputGradient(layer, scaled ? multiply(g, down, flat('gamma')) : down, standard, inverse)],
        weights: {
          ...(scaled && { gamma: asWeight(layer, 'gamma', sum(g, multiply(g, down, standard), [0])) }),
          ...(center && { beta: asWeight(layer, 'beta', sum(g, down, [0])) }),
        },
      };
    },
  } satisfies Lowered;
};

function asWeight({ g, weightShape }: GraphLayer<'layer_norm'>, name: string, gradient: Value): Value {
  return reshape(g, gradient, weightShape(name));
}

/** Subtracts the gradient through the mean and the variance of a row. */
function inputGradient({ g, x }: GraphLayer<'layer_norm'>, down: Value, standard: Value, inverse: Value): Value {
  const along = multiply(g, standard, mean(g, multiply(g, down, standard), [1], true));
  const rest = subtract(g, subtract(g, down, mean(g, down, [1], true)), along);
  return reshapeLike(g, multiply(g, rest, inverse), x);
}
