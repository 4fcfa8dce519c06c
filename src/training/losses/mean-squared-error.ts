import type { Loss } from '../../schema/losses';
import type { LossRow } from './loss-row';
import { meanOfUnits } from './mean-of-units';

/** The mean of (value - target)^2 over all samples and values. */
export const meanSquaredError: LossRow<Extract<Loss, { type: 'mean_squared_error' }>> = (_settings, given) =>
  meanOfUnits(
    given,
    (value, target) => (value - target) ** 2,
    (value, target) => 2 * (value - target),
  );
