import type { Optimizer } from '../../schema/optimizers';
import type { OptimizerRow } from './optimizer-row';

/**
 * s = rho * s + (1 - rho) * g², v = momentum * v + g / (root of s + epsilon), w -= rate * v. Source: PyTorch's RMSprop; TensorFlow's
 * has epsilon inside of the root, and the rate inside of v.
 */
export const rmsprop: OptimizerRow<Extract<Optimizer, { type: 'rmsprop' }>> = {
  update({ rho, momentum, epsilon }, { values, slots: [squares, velocity] }, gradient, rate) {
    if (!squares) throw new Error('rmsprop was given no slots');
    for (let i = 0; i < values.length; i++) {
      const slope = gradient[i] as number;
      const square = rho * (squares[i] as number) + (1 - rho) * slope * slope;
      squares[i] = square;
      const speed = momentum * (velocity ? (velocity[i] as number) : 0) + slope / (Math.sqrt(square) + epsilon);
      if (velocity) velocity[i] = speed;
      values[i] = (values[i] as number) - rate * speed;
    }
  },
};
