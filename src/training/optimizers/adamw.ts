import type { Optimizer } from '../../schema/optimizers';
import { moveByMeans } from './move-by-means';
import type { OptimizerRow } from './optimizer-row';

/** Adam whose decay goes past the means: w -= rate * decay * w, then the step of Adam. Source: Loshchilov and Hutter (2019). */
export const adamw: OptimizerRow<Extract<Optimizer, { type: 'adamw' }>> = {
  update(settings, weight, gradient, rate, step) {
    const { values, decays } = weight;
    const kept = decays ? 1 - rate * settings.weight_decay : 1;
    for (let i = 0; i < values.length; i++) values[i] = kept * (values[i] as number);
    moveByMeans(settings, weight, gradient, rate, step);
  },
};
