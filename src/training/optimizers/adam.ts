import type { Optimizer } from '../../schema/train';
import type { OptimizerRow } from './optimizer-row';

/** Source: Kingma and Ba (2015), algorithm 1: epsilon stands outside of the root, and both means are corrected for their start. */
export const adam: OptimizerRow<Extract<Optimizer, { type: 'adam' }>> = {
  update({ beta1, beta2, epsilon }, { values, slots: [means, squares] }, gradient, rate, step) {
    if (!means || !squares) throw new Error('adam was given no slots');
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
  },
};
