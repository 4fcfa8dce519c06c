import type { Loss } from '../../schema/losses';

/** The output of a model for a batch: `count` x `units` scores, and the class of each sample. */
export interface Scores {
  readonly scores: ArrayLike<number>;
  readonly labels: Uint8Array;
  readonly count: number;
  readonly units: number;
}

/** Loss and gradient for a batch of scores. */
export interface LossResult {
  /** Mean over the batch. */
  readonly loss: number;
  /** Samples whose highest score is that of their class; among equal scores, the first counts. */
  readonly correct: number;
  /** Of the mean loss with respect to each score. */
  readonly gradient: Float32Array;
}

/** How to compute a loss in float64; `S` are its settings in a spec. */
type LossRow<S> = (settings: S, scores: Scores) => LossResult;
type Rows = { readonly [K in Loss['type']]: LossRow<Extract<Loss, { type: K }>> };

/**
 * Every loss of the language with its gradient, in plain JavaScript. A batch has few scores, so they are read back and the loss
 * is computed here: this needs no further wait for the engine, and gives the same result on every engine.
 */
const losses: Rows = {
  /**
   * Softmax cross-entropy of scores before softmax. The target is 1 for the class of a sample and 0 for the others; label
   * smoothing s changes it to (1 - s) * one-hot + s / classes. Source: Szegedy et al. (2016), section 7.
   */
  softmax_cross_entropy({ label_smoothing: smoothing }, given) {
    const { scores, labels, count, units } = given;
    const gradient = new Float32Array(count * units);
    const floor = smoothing / units;
    let loss = 0;
    for (let sample = 0; sample < count; sample++) {
      const start = sample * units;
      const label = labels[sample] as number;
      let top = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < units; i++) top = Math.max(top, scores[start + i] as number);
      let sum = 0;
      for (let i = 0; i < units; i++) sum += Math.exp((scores[start + i] as number) - top);
      const rest = Math.log(sum) + top;
      for (let i = 0; i < units; i++) {
        const score = scores[start + i] as number;
        const target = floor + (i === label ? 1 - smoothing : 0);
        // A score of minus infinity times a target of zero would be NaN.
        if (target > 0) loss += target * (rest - score);
        gradient[start + i] = (Math.exp(score - top) / sum - target) / count;
      }
    }
    return { loss: loss / count, correct: countCorrect(given), gradient };
  },
  /**
   * Binary cross-entropy of scores before sigmoid, in the form that neither overflows nor loses precision: max(x, 0) - x *
   * target + log(1 + exp(-|x|)). Source: PyTorch's BCEWithLogitsLoss.
   */
  binary_cross_entropy: (_settings, given) =>
    meanOfUnits(
      given,
      (score, target) => Math.max(score, 0) - (target === 1 ? score : 0) + Math.log1p(Math.exp(-Math.abs(score))),
      (score, target) => 1 / (1 + Math.exp(-score)) - target,
    ),
  /** The mean of (value - target)^2 over all samples and values. */
  mean_squared_error: (_settings, given) =>
    meanOfUnits(
      given,
      (value, target) => (value - target) ** 2,
      (value, target) => 2 * (value - target),
    ),
};

/** Loss, gradient and correct predictions of a batch. */
export function lossOfScores(loss: Loss, scores: Scores): LossResult {
  return (losses[loss.type] as LossRow<Loss>)(loss, scores);
}

/** The mean over all samples and units of a loss of one score and its target, which is 1 for the class and 0 for the others. */
function meanOfUnits(
  given: Scores,
  lossOf: (score: number, target: 0 | 1) => number,
  slopeOf: (score: number, target: 0 | 1) => number,
): LossResult {
  const { scores, labels, count, units } = given;
  const total = count * units;
  const gradient = new Float32Array(total);
  let loss = 0;
  for (let sample = 0, at = 0; sample < count; sample++) {
    for (let unit = 0; unit < units; unit++, at++) {
      const score = scores[at] as number;
      const target = unit === labels[sample] ? 1 : 0;
      loss += lossOf(score, target);
      gradient[at] = slopeOf(score, target) / total;
    }
  }
  return { loss: loss / total, correct: countCorrect(given), gradient };
}

function countCorrect({ scores, labels, count, units }: Scores): number {
  let correct = 0;
  for (let sample = 0; sample < count; sample++) {
    const start = sample * units;
    let best = 0;
    for (let i = 1; i < units; i++) if ((scores[start + i] as number) > (scores[start + best] as number)) best = i;
    if (best === labels[sample]) correct++;
  }
  return correct;
}
