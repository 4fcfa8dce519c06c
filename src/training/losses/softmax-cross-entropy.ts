import type { Loss } from '../../schema/losses';
import { countCorrect } from './count-correct';
import type { LossRow } from './loss-row';

/**
 * Softmax cross-entropy of scores before any softmax. The target of a sample is 1 at its class and 0 elsewhere, of which label
 * smoothing s takes the share s and spreads it evenly: (1 - s) * one-hot + s / classes. Source: Szegedy et al. (2016), section 7.
 */
export const softmaxCrossEntropy: LossRow<Extract<Loss, { type: 'softmax_cross_entropy' }>> = (
  { label_smoothing: smoothing },
  given,
) => {
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
      // Zero times infinity is no number: what is no target adds nothing.
      if (target > 0) loss += target * (rest - score);
      gradient[start + i] = (Math.exp(score - top) / sum - target) / count;
    }
  }
  return { loss: loss / count, correct: countCorrect(given), gradient };
};
