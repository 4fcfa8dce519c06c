import * as tf from '@tensorflow/tfjs-node';
import { decays } from './surroundings';

/** Adam whose learning rate can be set, as in other optimizers of tfjs. */
export class Adam extends tf.AdamOptimizer {
  setLearningRate(learningRate: number): void {
    this.learningRate = learningRate;
  }
}

interface AdamWOptions {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  weightDecay: number;
}

/** Adam with decoupled weight decay. */
export class AdamW extends Adam {
  readonly #model: tf.LayersModel;
  readonly #weightDecay: number;

  constructor(model: tf.LayersModel, { learningRate, beta1, beta2, epsilon, weightDecay }: AdamWOptions) {
    super(learningRate, beta1, beta2, epsilon);
    this.#model = model;
    this.#weightDecay = weightDecay;
  }

  override applyGradients(gradients: Parameters<tf.AdamOptimizer['applyGradients']>[0]): void {
    const kept = 1 - this.learningRate * this.#weightDecay;
    for (const weight of this.#model.trainableWeights.filter(decays)) {
      tf.tidy(() => {
        weight.write(weight.read().mul(kept));
      });
    }
    super.applyGradients(gradients);
  }
}

interface RMSPropOptions {
  learningRate: number;
  rho: number;
  momentum: number;
  epsilon: number;
}

/** RMSProp with epsilon outside the square root, and the learning rate applied after the momentum. */
export class RMSProp extends tf.Optimizer {
  readonly #options: RMSPropOptions;
  readonly #state = new Map<string, tf.Variable>();

  constructor(options: RMSPropOptions) {
    super();
    this.#options = { ...options };
  }

  setLearningRate(learningRate: number): void {
    this.#options.learningRate = learningRate;
  }

  override applyGradients(gradients: tf.NamedTensorMap): void {
    const { learningRate, rho, momentum, epsilon } = this.#options;
    for (const [name, gradient] of Object.entries(gradients)) {
      const weight = tf.engine().registeredVariables[name] as tf.Variable;
      const squares = this.#stateOf('squares', weight);
      const velocity = momentum > 0 ? this.#stateOf('velocity', weight) : undefined;
      tf.tidy(() => {
        squares.assign(squares.mul(rho).add(gradient.square().mul(1 - rho)));
        const speed = gradient.div(squares.sqrt().add(epsilon));
        velocity?.assign(velocity.mul(momentum).add(speed));
        weight.assign(weight.sub((velocity ?? speed).mul(learningRate)));
      });
    }
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...this.#options };
  }

  /** A slot of a weight, initially zero. */
  #stateOf(what: string, weight: tf.Variable): tf.Variable {
    const key = `${weight.name}/${what}`;
    const known = this.#state.get(key) ?? tf.tidy(() => tf.variable(tf.zerosLike(weight), false));
    this.#state.set(key, known);
    return known;
  }
}
