import type { Optimizer } from '../../schema/optimizers';
import type { Clip } from '../../schema/train';

/** Values of a weight, changed in place; float32 in training, float64 where tests compare the formulas with an oracle. */
export type Numbers = Float32Array | Float64Array;

/** One trained weight for an optimizer; arrays are as long as the weight. */
export interface TrainedWeight {
  readonly values: Numbers;
  /** The state of the optimizer (`slotsOf` gives the number of arrays), initially zeros. */
  readonly slots: readonly Numbers[];
  /** Whether weight decay applies to it. */
  readonly decays: boolean;
}

/** A step of the run. */
export interface StepAt {
  /** The learning rate. */
  readonly rate: number;
  /** Its number, from 0. */
  readonly step: number;
}

/** How an optimizer works: `S` are its settings in a spec. */
interface OptimizerRow<S> {
  /** Takes one step. The gradient is not changed. */
  update(settings: S, weight: TrainedWeight, gradient: ArrayLike<number>, at: StepAt): void;
}
type Rows = { readonly [K in Optimizer['type']]: OptimizerRow<Extract<Optimizer, { type: K }>> };

/**
 * Every optimizer of the language, in plain JavaScript on arrays. Weights are small compared with the activations of a step, so
 * a pass over them here costs less than launching several kernels per weight, and every engine computes the same update.
 */
const optimizers: Rows = {
  /**
   * Stochastic gradient descent: v = momentum * v + g, then w -= rate * v, or with Nesterov w -= rate * (g + momentum * v).
   * Source: PyTorch's SGD with dampening 0; the rate is not part of v, so a schedule acts at once.
   */
  sgd: {
    update({ momentum, nesterov, weight_decay }, { values, slots: [velocity], decays }, gradient, { rate }) {
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
  },
  /** Source: Kingma and Ba (2015). */
  adam: { update: moveByMeans },
  /** Adam with decoupled weight decay: w -= rate * decay * w, then the step of Adam. Source: Loshchilov and Hutter (2019). */
  adamw: {
    update(settings, weight, gradient, at) {
      const { values, decays } = weight;
      const kept = decays ? 1 - at.rate * settings.weight_decay : 1;
      for (let i = 0; i < values.length; i++) values[i] = kept * (values[i] as number);
      moveByMeans(settings, weight, gradient, at);
    },
  },
  /**
   * s = rho * s + (1 - rho) * g², v = momentum * v + g / (sqrt(s) + epsilon), w -= rate * v. Source: PyTorch's RMSprop; TensorFlow's
   * has epsilon inside the root, and the rate inside v.
   */
  rmsprop: {
    update({ rho, momentum, epsilon }, { values, slots: [squares, velocity] }, gradient, { rate }) {
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
  },
};

/** The row of an optimizer, for settings of its own type only. */
export function optimizerRow(optimizer: Optimizer): OptimizerRow<Optimizer> {
  return optimizers[optimizer.type] as OptimizerRow<Optimizer>;
}

/** The decay rates of Adam's two moving averages, and what keeps its divisor from zero. */
interface MeanSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/**
 * The step of Adam: the mean of the gradients divided by the square root of the mean of their squares, both bias-corrected;
 * epsilon is added outside the root. Source: Kingma and Ba (2015), algorithm 1.
 */
function moveByMeans(
  { beta1, beta2, epsilon }: MeanSettings,
  { values, slots: [means, squares] }: TrainedWeight,
  gradient: ArrayLike<number>,
  { rate, step }: StepAt,
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

/**
 * Clips the gradients of all weights: by norm, all are scaled by limit / norm if their global norm exceeds the limit; by value,
 * each element is clamped to the limit. Applied after L2 and before weight decay. Source: Pascanu et al. (2013).
 */
export function clipGradients(
  gradients: readonly ArrayLike<number>[],
  clip: Clip | undefined,
): readonly ArrayLike<number>[] {
  if (!clip) return gradients;
  const { by, limit } = clip;
  if (by === 'value')
    return gradients.map((slopes) => Float64Array.from(slopes, (slope) => Math.min(Math.max(slope, -limit), limit)));
  const norm = normOf(gradients);
  if (norm <= limit) return gradients;
  const scale = limit / norm;
  return gradients.map((slopes) => Float64Array.from(slopes, (slope) => slope * scale));
}

function normOf(gradients: readonly ArrayLike<number>[]): number {
  let squares = 0;
  for (const slopes of gradients) for (let i = 0; i < slopes.length; i++) squares += (slopes[i] as number) ** 2;
  return Math.sqrt(squares);
}
