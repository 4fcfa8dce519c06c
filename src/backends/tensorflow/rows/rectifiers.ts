import { channelCount } from '../../../dimensions/dimension';
import type { GraphRow } from '../graph-layer';
import {
  add,
  relu as applyRelu,
  relu6 as applyRelu6,
  greater,
  maximum,
  minimum,
  multiply,
  numberLike,
  relu6Gradient,
  reluGradient,
  scale,
  select,
  shift,
} from '../ops/arithmetic';
import { reshape } from '../ops/layout';
import { sum } from '../ops/reduce';
import { float, type } from '../proto/attribute';
import { pointwise } from './pointwise';

/** The gradient uses the output, so that the input need not be kept, unless a pass chose otherwise. */
export const relu: GraphRow<'relu'> = ({ g, x, choices: { gradientByInput } }) => {
  const output = applyRelu(g, x);
  return pointwise(output, (gradient) => reluGradient(g, gradient, gradientByInput ? x : output));
};

/** The gradient at 0 and at 6 is 0. */
export const relu6: GraphRow<'relu6'> = ({ g, x }) => {
  const output = applyRelu6(g, x);
  return pointwise(output, (gradient) => relu6Gradient(g, gradient, output));
};

/** The gradient at 0 is the slope. It uses the output, which is above 0 where the input is, so that the input need not be kept. */
export const leakyRelu: GraphRow<'leaky_relu'> = ({ g, x, attributes }) => {
  const settings = { T: type(x.type), alpha: float(attributes.slope) };
  const output = g.add('LeakyRelu', [x], settings);
  return pointwise(output, (gradient) => g.add('LeakyReluGrad', [gradient, output], settings));
};

/** The gradient at 0 is the slope. */
export const prelu: GraphRow<'prelu'> = ({ g, x, shape, weight }) => {
  const slope = weight('slope');
  const zero = numberLike(g, x, 0);
  const below = minimum(g, x, zero);
  return {
    // Not `Relu`: the rewriter would fuse it with a sum before it, which is also read otherwise here, and then fail as a whole.
    output: add(g, maximum(g, x, zero), multiply(g, below, slope)),
    backward: (gradient) => {
      const factor = select(g, greater(g, x, zero), numberLike(g, x, 1), slope);
      const rows = reshape(g, multiply(g, gradient, below), [-1, channelCount(shape)]);
      return { inputs: [multiply(g, gradient, factor)], weights: { slope: sum(g, rows, [0]) } };
    },
  };
};

/** The gradient at -3 and at 3 is 0. */
export const hardSigmoid: GraphRow<'hard_sigmoid'> = ({ g, x }) => {
  const clipped = applyRelu6(g, shift(g, x, 3));
  return pointwise(scale(g, clipped, 1 / 6), (gradient) => relu6Gradient(g, scale(g, gradient, 1 / 6), clipped));
};

/** The gradient at -3 is 0, and at 3 it is 1. */
export const hardSwish: GraphRow<'hard_swish'> = ({ g, x }) => {
  const clipped = applyRelu6(g, shift(g, x, 3));
  const share = scale(g, clipped, 1 / 6);
  return pointwise(multiply(g, x, share), (gradient) => {
    const along = relu6Gradient(g, multiply(g, gradient, scale(g, x, 1 / 6)), clipped);
    return add(g, multiply(g, gradient, share), along);
  });
};

/** The gradient at both limits is 1. */
export const clip: GraphRow<'clip'> = ({ g, x, attributes }) => {
  const [low, high] = [attributes.minimum, attributes.maximum].map((limit) =>
    limit === undefined ? undefined : numberLike(g, x, limit),
  );
  const raised = low ? maximum(g, x, low) : x;
  return pointwise(high ? minimum(g, raised, high) : raised, (gradient) => {
    const none = numberLike(g, gradient, 0);
    const above = low ? select(g, greater(g, low, x), none, gradient) : gradient;
    return high ? select(g, greater(g, x, high), none, above) : above;
  });
};
