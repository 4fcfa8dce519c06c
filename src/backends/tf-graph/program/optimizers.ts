import type { Optimizer } from '../../../schema/train';
import type { GraphBuilder, Value } from '../graph-builder';
import type { Variable } from '../ops/variables';
import { flag, type } from '../proto/attribute';

/** A weight that is to take one step. */
export interface Step {
  readonly g: GraphBuilder;
  readonly weight: Variable;
  /** As many as `slotsOf` says. */
  readonly slots: readonly Variable[];
  readonly slope: Value;
  /** What `numbers` gave for this step. */
  readonly numbers: readonly Value[];
}

/** How an optimizer is said: `S` are its settings in a spec. */
export interface GraphOptimizer<S> {
  /** What differs from step to step (from 0), as many numbers each time; fed beside the batch. */
  numbers(settings: S, rate: number, step: number): readonly number[];
  /** The factor of the weight that is added to its slope. */
  decay(settings: S): number;
  /** The operation that changes the weight and its slots. */
  update(settings: S, step: Step): Value;
}

type Rows = { readonly [K in Optimizer['type']]: GraphOptimizer<Extract<Optimizer, { type: K }>> };

const shared = { T: type('float32'), use_locking: flag(false) };

/** Every optimizer of the language. */
export const graphOptimizers: Rows = {
  sgd: {
    numbers: (_settings, rate) => [rate],
    decay: ({ weight_decay }) => weight_decay,
    update({ momentum, nesterov }, { g, weight, slots: [velocity], slope, numbers: [rate] }) {
      const scale = rate as Value;
      if (!velocity) return g.add('ResourceApplyGradientDescent', [weight.handle, scale, slope], shared);
      const inputs = [weight.handle, velocity.handle, scale, slope, g.scalar(momentum)];
      return g.add('ResourceApplyMomentum', inputs, { ...shared, use_nesterov: flag(nesterov) });
    },
  },
  adam: {
    // TensorFlow adds epsilon before the means are corrected. Fed with what the correction makes of rate and epsilon, and told
    // to correct nothing, it computes what the language says. The shares are those that it has: of 32 bits.
    numbers({ beta1, beta2, epsilon }, rate, step) {
      const root = Math.sqrt(1 - Math.fround(beta2) ** (step + 1));
      return [(rate * root) / (1 - Math.fround(beta1) ** (step + 1)), epsilon * root];
    },
    decay: () => 0,
    update({ beta1, beta2 }, { g, weight, slots: [means, squares], slope, numbers: [rate, epsilon] }) {
      const [handles, none] = [[weight, means, squares].map((each) => (each as Variable).handle), g.scalar(0)];
      const inputs = [...handles, none, none, rate as Value, g.scalar(beta1), g.scalar(beta2), epsilon as Value, slope];
      return g.add('ResourceApplyAdam', inputs, { ...shared, use_nesterov: flag(false) });
    },
  },
};

/** The row of an optimizer, for settings of its own type only. */
export function graphOptimizer(optimizer: Optimizer): GraphOptimizer<Optimizer> {
  return graphOptimizers[optimizer.type] as GraphOptimizer<Optimizer>;
}
