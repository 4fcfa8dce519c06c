import type { Loss } from '../../../schema/losses';
import type { GraphBuilder, Value } from '../graph-builder';
import {
  absolute,
  add,
  cast,
  divide,
  equal,
  exponential,
  logOfOneMore,
  multiply,
  negate,
  relu,
  scale,
  sigmoid,
  square,
  subtract,
} from '../ops/arithmetic';
import { mean, sum } from '../ops/reduce';
import { type } from '../proto/attribute';

/** The loss of one output for a batch. */
export interface LossValue {
  /** The mean over the batch. */
  readonly value: Value;
  /** Of the mean, with respect to each score. */
  readonly gradient: Value;
}

/** The output of a model for a batch: scores `[batch, units]`, and the class index of each sample. */
export interface Scores {
  readonly scores: Value;
  readonly labels: Value;
  /** The number of samples, as a float. */
  readonly count: Value;
  readonly units: number;
}

/** How a loss is written: `S` are its settings in a spec. */
type LossRow<S> = (g: GraphBuilder, settings: S, scores: Scores) => LossValue;
type Rows = { readonly [K in Loss['type']]: LossRow<Extract<Loss, { type: K }>> };

/** Every loss of the language. */
export const graphLosses: Rows = {
  softmax_cross_entropy: (g, { label_smoothing }, given) =>
    label_smoothing === 0 ? plainCrossEntropy(g, given) : smoothCrossEntropy(g, label_smoothing, given),
  /** max(x, 0) - x * target + log(1 + exp(-|x|)), which neither overflows nor loses precision. */
  binary_cross_entropy: (g, _settings, given) => {
    const { scores } = given;
    const target = targets(g, given, 1, 0);
    const rest = logOfOneMore(g, exponential(g, negate(g, absolute(g, scores))));
    const each = add(g, subtract(g, relu(g, scores), multiply(g, scores, target)), rest);
    return meanOfUnits(g, each, subtract(g, sigmoid(g, scores), target), given);
  },
  mean_squared_error: (g, _settings, given) => {
    const apart = subtract(g, given.scores, targets(g, given, 1, 0));
    return meanOfUnits(g, square(g, apart), scale(g, apart, 2), given);
  },
};

/** Loss and gradient of an output. */
export function lossOf(g: GraphBuilder, loss: Loss, scores: Scores): LossValue {
  return (graphLosses[loss.type] as LossRow<Loss>)(g, loss, scores);
}

function plainCrossEntropy(g: GraphBuilder, { scores, labels, count }: Scores): LossValue {
  const attributes = { T: type(scores.type), Tlabels: type('int32') };
  const losses = g.add('SparseSoftmaxCrossEntropyWithLogits', [scores, labels], attributes);
  return { value: mean(g, losses, [0]), gradient: shared(g, g.output(losses, 1), count) };
}

/** The target is (1 - s) * one-hot + s / classes. */
function smoothCrossEntropy(g: GraphBuilder, smoothing: number, given: Scores): LossValue {
  const floor = smoothing / given.units;
  const target = targets(g, given, 1 - smoothing + floor, floor);
  const losses = g.add('SoftmaxCrossEntropyWithLogits', [given.scores, target], { T: type(given.scores.type) });
  return { value: mean(g, losses, [0]), gradient: shared(g, g.output(losses, 1), given.count) };
}

/** The target of each score: `on` for the class of its sample, `off` for the others. */
function targets(g: GraphBuilder, { labels, units }: Scores, on: number, off: number): Value {
  const inputs = [labels, g.scalar(units, 'int32'), g.scalar(on), g.scalar(off)];
  return g.add('OneHot', inputs, { T: type('float32'), TI: type('int32') }, { type: 'float32' });
}

function meanOfUnits(g: GraphBuilder, each: Value, gradient: Value, { count, units }: Scores): LossValue {
  return { value: mean(g, each, [0, 1]), gradient: shared(g, scale(g, gradient, 1 / units), count) };
}

/** Divided by the number of samples. */
function shared(g: GraphBuilder, x: Value, count: Value): Value {
  return multiply(g, x, divide(g, g.scalar(1), count));
}

/** How many samples have their highest score at their class; among equal scores, the first counts. */
export function countCorrect(g: GraphBuilder, { scores, labels }: Scores): Value {
  const attributes = { T: type(scores.type), Tidx: type('int32'), output_type: type('int32') };
  const best = g.add('ArgMax', [scores, g.scalar(1, 'int32')], attributes, { type: 'int32' });
  return sum(g, cast(g, equal(g, best, labels), 'float32'), [0]);
}
