import { applyRow, type ChoiceRows } from '../../../schema/choice';
import type { Optimizer } from '../../../schema/optimizers';
import type { PartName } from '../program-parts';

/** An optimizer in the generated program. */
export interface OptimizerCode {
  /** The expression that constructs it, in a scope with `model` and `learningRate`. */
  readonly make: string;
  /** Its class, if tfjs has none. */
  readonly uses: readonly PartName[];
  /** Factor of the weights that is added to their gradients; 0 for none. */
  readonly weightDecay: number;
}

/** What an optimizer depends on besides its settings. */
export interface OptimizerContext {
  /** The schedule sets the learning rate of each step. */
  readonly changes: boolean;
  /** Whether weight decay applies to any weight. */
  readonly decays: boolean;
}

/**
 * Each optimizer in tfjs: the class of tfjs if it computes the same and, where a schedule changes the learning rate, allows setting it;
 * otherwise a class of the program.
 */
const optimizers: ChoiceRows<Optimizer, [OptimizerContext], OptimizerCode> = {
  sgd: ({ momentum, nesterov, weight_decay: decay }, { decays }) => {
    const values = ['learningRate', momentum, ...(nesterov ? [true] : [])].join(', ');
    const make = momentum === 0 ? 'tf.train.sgd(learningRate)' : `tf.train.momentum(${values})`;
    return { make, uses: [], weightDecay: decays ? decay : 0 };
  },
  adam: ({ beta1, beta2, epsilon }, { changes }) => {
    const values = `learningRate, ${beta1}, ${beta2}, ${epsilon}`;
    return changes
      ? { make: `new Adam(${values})`, uses: ['Adam'], weightDecay: 0 }
      : { make: `tf.train.adam(${values})`, uses: [], weightDecay: 0 };
  },
  adamw: ({ weight_decay: decay, ...settings }, { changes, decays }) => {
    if (!decays) return optimizers.adam({ ...settings, type: 'adam' }, { changes, decays });
    const { beta1, beta2, epsilon } = settings;
    const options = optionsText({ beta1, beta2, epsilon, weightDecay: decay });
    return { make: `new AdamW(model, ${options})`, uses: ['AdamW'], weightDecay: 0 };
  },
  rmsprop: ({ rho, momentum, epsilon }) => {
    const options = optionsText({ rho, momentum, epsilon });
    return { make: `new RMSProp(${options})`, uses: ['RMSProp'], weightDecay: 0 };
  },
};

/** The optimizer of a spec, as code. */
export function optimizerCode(optimizer: Optimizer, context: OptimizerContext): OptimizerCode {
  return applyRow(optimizers, optimizer, context);
}

/** The learning rate and other options as an object. */
function optionsText(options: Readonly<Record<string, number>>): string {
  const entries = Object.entries(options).map(([name, value]) => `${name}: ${value}`);
  return `{ ${['learningRate', ...entries].join(', ')} }`;
}
