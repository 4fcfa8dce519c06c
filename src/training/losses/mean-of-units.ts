import { countCorrect } from './count-correct';
import type { LossResult, Scores } from './loss-row';

/** The mean over all samples and units of a loss that looks at one score and its target, 1 at the class and 0 elsewhere. */
export function meanOfUnits(
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
