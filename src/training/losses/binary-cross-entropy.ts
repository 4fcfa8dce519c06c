import type { Loss } from '../../schema/losses';
import type { LossRow } from './loss-row';
import { meanOfUnits } from './mean-of-units';

/**
 * Binary cross-entropy of scores before any sigmoid, in the form that neither overflows nor loses digits:
 * max(x, 0) - x * target + log(1 + exp(-|x|)). Source: PyTorch's BCEWithLogitsLoss.
 */
export const binaryCrossEntropy: LossRow<Extract<Loss, { type: 'binary_cross_entropy' }>> = (_settings, given) =>
  meanOfUnits(
    given,
    (score, target) => Math.max(score, 0) - (target === 1 ? score : 0) + Math.log1p(Math.exp(-Math.abs(score))),
    (score, target) => 1 / (1 + Math.exp(-score)) - target,
  );
