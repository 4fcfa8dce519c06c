import type { TrainedWeight } from './optimizer-row';

/** How far back the means of Adam and its relatives reach. */
export interface MeanSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * The step of Adam: by the mean of the gradients over the root of the mean of their squares, both corrected for their start from
 * zero; epsilon stands outside of the root. Source: Kingma and Ba (2015), algorithm 1.
 */
export function moveByMeans(
  { beta1, beta2, epsilon }: MeanSettings,
  { values, slots: [means, squares] }: TrainedWeight,
  gradient: ArrayLike<number>,
  rate: number,
  step: number,
): void {
  if (!means || !squares) throw new Error('an optimizer with means was given no slots');
  const meanCorrection = 1 - beta1 ** (step + 1);
  const squareCorrection = 1 - beta2 ** (step + 1);
  for (let i = 0; i < values.length; i++) {
    const slope = gradient[i] as number;
    const mean = beta1 * (means[i] as number) + (1 - beta1) * slope;
    const square = beta2 * (squares[i] as number) + (1 - beta2) * slope * slope;
    means[i] = mean;
    squares[i] = square;
    values[i] =
      (values[i] as number) - (rate * (mean / meanCorrection)) / (Math.sqrt(square / squareCorrection) + epsilon);
  }
}
