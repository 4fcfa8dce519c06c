import type { GraphBuilder, Value } from '../graph-builder';
import { cast, divide, equal, multiply } from '../ops/arithmetic';
import { mean, sum } from '../ops/reduce';
import { type } from '../proto/attribute';

/** The loss of one output for a batch. */
export interface Loss {
  /** The mean over the batch. */
  readonly value: Value;
  /** Of the mean, with regard to each score. */
  readonly slope: Value;
}

/** Scores `[batch, classes]` before any softmax, against the number of each sample's class. */
export function softmaxCrossEntropy(g: GraphBuilder, scores: Value, labels: Value, count: Value): Loss {
  const attributes = { T: type(scores.type), Tlabels: type('int32') };
  const losses = g.add('SparseSoftmaxCrossEntropyWithLogits', [scores, labels], attributes);
  const share = divide(g, g.scalar(1), count);
  return { value: mean(g, losses, [0]), slope: multiply(g, g.output(losses, 1), share) };
}

/** How many samples have their highest score at their class; of equal scores the first counts. */
export function countCorrect(g: GraphBuilder, scores: Value, labels: Value): Value {
  const attributes = { T: type(scores.type), Tidx: type('int32'), output_type: type('int32') };
  const best = g.add('ArgMax', [scores, g.scalar(1, 'int32')], attributes, { type: 'int32' });
  return sum(g, cast(g, equal(g, best, labels), 'float32'), [0]);
}
