import type { Loss } from '../../schema/losses';
import { binaryCrossEntropy } from './binary-cross-entropy';
import type { LossResult, LossRow, Scores } from './loss-row';
import { meanSquaredError } from './mean-squared-error';
import { softmaxCrossEntropy } from './softmax-cross-entropy';

type Rows = { readonly [K in Loss['type']]: LossRow<Extract<Loss, { type: K }>> };

/**
 * Every loss of the language with its slope, in plain JavaScript. The scores of a batch are few, so they are read back and the
 * loss is computed here: it is then known without another wait for the engine, and the same on each.
 */
export const losses: Rows = {
  softmax_cross_entropy: softmaxCrossEntropy,
  binary_cross_entropy: binaryCrossEntropy,
  mean_squared_error: meanSquaredError,
};

/** Loss, slope and hits of a batch. */
export function lossOfScores(loss: Loss, scores: Scores): LossResult {
  return (losses[loss.type] as LossRow<Loss>)(loss, scores);
}
