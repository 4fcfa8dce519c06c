import type { Optimizer } from '../../../schema/optimizers';

/** An optimizer in the generated program. */
export interface OptimizerCode {
  /** The expression that makes it, where `model` is known. */
  readonly make: string;
  /** The class that it needs. */
  readonly declaration?: string;
  /** What is added to the gradients of kernels, as a share of each; 0 for nothing. */
  readonly weightDecay: number;
}

/** What an optimizer depends on beside its settings. */
export interface OptimizerContext {
  /** The schedule sets the learning rate of each step. */
  readonly changes: boolean;
  /** TypeScript of whether weight decay applies to a `weight`; undefined where it applies to none. */
  readonly decays: string | undefined;
}

type Row<K extends Optimizer['type']> = (
  settings: Extract<Optimizer, { type: K }>,
  context: OptimizerContext,
) => OptimizerCode;

/**
 * What each optimizer of the language is in tfjs: its own class where that computes the same and can have its learning rate set,
 * if the schedule changes it; else one that the program brings along.
 */
const optimizers: { readonly [K in Optimizer['type']]: Row<K> } = {
  sgd: ({ learning_rate: rate, momentum, nesterov, weight_decay: decay }, { decays }) => {
    const values = [rate, momentum, ...(nesterov ? [true] : [])].join(', ');
    const make = momentum === 0 ? `tf.train.sgd(${rate})` : `tf.train.momentum(${values})`;
    return { make, weightDecay: decays === undefined ? 0 : decay };
  },
  adam: ({ learning_rate: rate, beta1, beta2, epsilon }, { changes }) => {
    const values = `${rate}, ${beta1}, ${beta2}, ${epsilon}`;
    return changes
      ? { make: `new Adam(${values})`, declaration: ADAM, weightDecay: 0 }
      : { make: `tf.train.adam(${values})`, weightDecay: 0 };
  },
  adamw: ({ weight_decay: decay, ...settings }, { changes, decays }) => {
    if (decays === undefined) return optimizers.adam({ ...settings, type: 'adam' }, { changes, decays });
    const { learning_rate: rate, beta1, beta2, epsilon } = settings;
    return {
      make: `new AdamW(model, ${rate}, ${beta1}, ${beta2}, ${epsilon})`,
      declaration: adamW(decay, decays, changes),
      weightDecay: 0,
    };
  },
  rmsprop: (settings, { changes }) => ({
    make: `new RMSProp(${settings.learning_rate})`,
    declaration: rmsProp(settings, changes),
    weightDecay: 0,
  }),
};

/** The optimizer of a spec in a program. */
export function optimizerCode(optimizer: Optimizer, context: OptimizerContext): OptimizerCode {
  return (optimizers[optimizer.type] as Row<Optimizer['type']>)(optimizer as never, context);
}

const SET_RATE = `

  setLearningRate(learningRate: number): void {
    this.learningRate = learningRate;
  }`;

const ADAM = `
/** Adam with a learning rate that can be set, as other optimizers of tfjs have it. */
class Adam extends tf.AdamOptimizer {
  setLearningRate(learningRate: number): void {
    this.learningRate = learningRate;
  }
}`;

function adamW(decay: number, decays: string, changes: boolean): string {
  return `
/** Adam that also pulls kernels to zero, by a share of the learning rate and apart from their gradients. */
class AdamW extends tf.AdamOptimizer {
  constructor(
    private readonly model: tf.LayersModel,
    learningRate: number,
    beta1: number,
    beta2: number,
    epsilon: number,
  ) {
    super(learningRate, beta1, beta2, epsilon);
  }${changes ? SET_RATE : ''}

  override applyGradients(gradients: Parameters<tf.AdamOptimizer['applyGradients']>[0]): void {
    const kept = 1 - this.learningRate * ${decay};
    for (const weight of this.model.trainableWeights) {
      if (!${decays}) continue;
      tf.tidy(() => {
        weight.write(weight.read().mul(kept));
      });
    }
    super.applyGradients(gradients);
  }
}`;
}

function rmsProp({ rho, momentum, epsilon }: Extract<Optimizer, { type: 'rmsprop' }>, changes: boolean): string {
  const velocity = momentum > 0;
  const state = (name: string): string => `      const ${name} = this.stateOf('${name}', weight);\n`;
  const speed = `gradient.div(root.add(${epsilon}))`;
  const lines = velocity
    ? `velocity.assign(velocity.mul(${momentum}).add(${speed}));
        weight.assign(weight.sub(velocity.mul(this.learningRate)));`
    : `weight.assign(weight.sub(${speed}.mul(this.learningRate)));`;
  return `
/** RMSProp with epsilon outside of the root${velocity ? ' and the learning rate outside of the momentum' : ''}. */
class RMSProp extends tf.Optimizer {
  private readonly state = new Map<string, tf.Variable>();

  constructor(private ${changes ? '' : 'readonly '}learningRate: number) {
    super();
  }${changes ? SET_RATE : ''}

  override applyGradients(gradients: tf.NamedTensorMap): void {
    for (const [name, gradient] of Object.entries(gradients)) {
      const weight = tf.engine().registeredVariables[name]!;
${state('squares')}${velocity ? state('velocity') : ''}      tf.tidy(() => {
        squares.assign(squares.mul(${rho}).add(gradient.square().mul(${literalShare(rho)})));
        const root = squares.sqrt();
        ${lines}
      });
    }
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { learningRate: this.learningRate };
  }

  /** What is remembered of a weight, zeros at first. */
  private stateOf(what: string, weight: tf.Variable): tf.Variable {
    const key = \`\${weight.name}/\${what}\`;
    const known = this.state.get(key) ?? tf.tidy(() => tf.variable(tf.zerosLike(weight), false));
    this.state.set(key, known);
    return known;
  }
}`;
}

/** 1 - rho without the tail that floating point leaves. */
function literalShare(rho: number): number {
  return Number((1 - rho).toPrecision(15));
}
