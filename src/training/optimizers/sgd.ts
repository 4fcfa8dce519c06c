import type { Optimizer } from '../../schema/optimizers';
import type { OptimizerRow } from './optimizer-row';

/**
 * Stochastic gradient descent: v = momentum * v + g, then w -= rate * v, or with Nesterov w -= rate * (g + momentum * v).
 * Source: PyTorch's SGD with dampening 0; the rate stands outside of v, so a schedule acts at once.
 */
export const sgd: OptimizerRow<Extract<Optimizer, { type: 'sgd' }>> = {
  update({ momentum, nesterov, weight_decay }, { values, slots: [velocity], decays }, gradient, rate) {
    const decay = decays ? weight_decay : 0;
    if (!velocity) {
      for (let i = 0; i < values.length; i++) {
        const value = values[i] as number;
        values[i] = value - rate * ((gradient[i] as number) + decay * value);
      }
      return;
    }
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      const slope = (gradient[i] as number) + decay * value;
      const speed = momentum * (velocity[i] as number) + slope;
      velocity[i] = speed;
      values[i] = value - rate * (nesterov ? slope + momentum * speed : speed);
    }
  },
};
