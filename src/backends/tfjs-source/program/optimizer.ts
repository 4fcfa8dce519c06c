import type { TrainSettings } from '../../../schema/train';

/** An optimizer and its schedule in the generated program. */
export interface OptimizerCode {
  /** The expression that makes the optimizer. */
  readonly make: string;
  /** Declarations that it needs. */
  readonly declarations: readonly string[];
  /** The statement that sets the learning rate of a step; undefined where it stays. */
  readonly schedule: string | undefined;
  /** What pulls kernels to zero, as a share of each; 0 for nothing. */
  readonly weightDecay: number;
}

/** tfjs's own optimizers compute what the language means; only Adam has no way to set its learning rate. */
export function optimizerOf({ optimizer, schedule }: TrainSettings): OptimizerCode {
  const rate = optimizer.learning_rate;
  const constant = schedule.type === 'constant';
  const declarations = constant ? [] : [scheduleOf(rate, schedule.type === 'warmup_cosine' ? schedule.warmup : 0)];
  const setRate = constant ? undefined : 'optimizer.setLearningRate(learningRateAt(step, steps));';
  if (optimizer.type === 'adam') {
    const { beta1, beta2, epsilon } = optimizer;
    const values = `${rate}, ${beta1}, ${beta2}, ${epsilon}`;
    return {
      make: constant ? `tf.train.adam(${values})` : `new Adam(${values})`,
      declarations: constant ? [] : [ADAM, ...declarations],
      schedule: setRate,
      weightDecay: 0,
    };
  }
  const { momentum, nesterov, weight_decay: weightDecay } = optimizer;
  const values = [rate, momentum, ...(nesterov ? [true] : [])].join(', ');
  const make = momentum === 0 ? `tf.train.sgd(${rate})` : `tf.train.momentum(${values})`;
  return { make, declarations, schedule: setRate, weightDecay };
}

const ADAM = `
/** Adam with a learning rate that can be set, as other optimizers of tfjs have it. */
class Adam extends tf.AdamOptimizer {
  setLearningRate(learningRate: number): void {
    this.learningRate = learningRate;
  }
}`;

function scheduleOf(rate: number, warmup: number): string {
  if (warmup === 0) {
    return `
/** The learning rate of a step: half a cosine down to zero. */
function learningRateAt(step: number, steps: number): number {
  const highest = ${rate};
  return (highest / 2) * (1 + Math.cos((Math.PI * step) / steps));
}`;
  }
  return `
/** The learning rate of a step: up in a straight line, then half a cosine down to zero. */
function learningRateAt(step: number, steps: number): number {
  const highest = ${rate};
  const warmup = ${warmup} * steps;
  if (step < warmup) return (highest * step) / warmup;
  const progress = (step - warmup) / (steps - warmup);
  return (highest / 2) * (1 + Math.cos(Math.PI * progress));
}`;
}
