import type { Optimizer } from '../../../schema/optimizers';
import type { GraphBuilder, Value } from '../graph-builder';
import { add, divide, multiply, root, scale, shift, square } from '../ops/arithmetic';
import { assignVariable, readVariable, subtractFrom, type Variable } from '../ops/variables';
import { flag, type } from '../proto/attribute';

/** A weight to update. */
export interface WeightUpdate {
  readonly g: GraphBuilder;
  readonly weight: Variable;
  /** As many as `slotsOf` says. */
  readonly slots: readonly Variable[];
  /** Behind the gate: what reads it runs only if the step is applied. */
  readonly gradient: Value;
  /** The weight before the step, behind the gate; undefined if no decay applies. */
  readonly decaying: Value | undefined;
  /** The values of `numbers` for this step. */
  readonly numbers: readonly Value[];
}

/** How an optimizer is written: `S` are its settings in a spec. */
export interface GraphOptimizer<S> {
  /** The numbers that differ from step to step (from 0), which are fed with the batch. */
  numbers(settings: S, rate: number, step: number): readonly number[];
  /** The operations that update the weight and its slots. */
  update(settings: S, step: WeightUpdate): Value[];
}

type Rows = { readonly [K in Optimizer['type']]: GraphOptimizer<Extract<Optimizer, { type: K }>> };
type Adam = Pick<Extract<Optimizer, { type: 'adam' }>, 'beta1' | 'beta2' | 'epsilon'>;

const shared = { T: type('float32'), use_locking: flag(false) };

/** Every optimizer of the language. */
export const graphOptimizers: Rows = {
  sgd: {
    numbers: (_settings, rate) => [rate],
    update(
      { momentum, nesterov, weight_decay },
      { g, weight, slots: [velocity], gradient, decaying, numbers: [rate] },
    ) {
      const pulled = decaying && weight_decay > 0 ? add(g, gradient, scale(g, decaying, weight_decay)) : gradient;
      if (!velocity) return [g.add('ResourceApplyGradientDescent', [weight.handle, rate as Value, pulled], shared)];
      const inputs = [weight.handle, velocity.handle, rate as Value, pulled, g.scalar(momentum)];
      return [g.add('ResourceApplyMomentum', inputs, { ...shared, use_nesterov: flag(nesterov) })];
    },
  },
  adam: {
    numbers: correctedNumbers,
    update: (settings, step) => [moveByMeans(settings, step)],
  },
  adamw: {
    numbers: (settings, rate, step) => [...correctedNumbers(settings, rate, step), rate * settings.weight_decay],
    update(settings, step) {
      const { g, weight, decaying, numbers } = step;
      if (!decaying || settings.weight_decay === 0) return [moveByMeans(settings, step)];
      const decayed = subtractFrom(g, weight, multiply(g, decaying, numbers[2] as Value));
      return [moveByMeans(settings, step, [decayed])];
    },
  },
  rmsprop: {
    numbers: (_settings, rate) => [rate],
    // TensorFlow's own has epsilon inside the square root.
    update({ rho, momentum, epsilon }, { g, weight, slots: [squares, velocity], gradient, numbers: [rate] }) {
      if (!squares) throw new Error('rmsprop was given no slots');
      const kept = scale(g, readVariable(g, squares), rho);
      const mean = add(g, kept, scale(g, square(g, gradient), 1 - rho));
      const share = divide(g, gradient, shift(g, root(g, mean), epsilon));
      const speed = velocity ? add(g, scale(g, readVariable(g, velocity), momentum), share) : share;
      const moved = subtractFrom(g, weight, multiply(g, speed, rate as Value));
      return [assignVariable(g, squares, mean), ...(velocity ? [assignVariable(g, velocity, speed)] : []), moved];
    },
  },
};

/**
 * TensorFlow adds epsilon before bias correction. Fed with rate and epsilon that include the correction, and told to correct
 * nothing, it computes what the language defines. The decay rates are those that it has: in 32 bits.
 */
function correctedNumbers({ beta1, beta2, epsilon }: Adam, rate: number, step: number): readonly number[] {
  const length = Math.sqrt(1 - Math.fround(beta2) ** (step + 1));
  return [(rate * length) / (1 - Math.fround(beta1) ** (step + 1)), epsilon * length];
}

function moveByMeans(
  { beta1, beta2 }: Adam,
  { g, weight, slots: [means, squares], gradient, numbers: [rate, epsilon] }: WeightUpdate,
  after: readonly Value[] = [],
): Value {
  if (!means || !squares) throw new Error('an optimizer with means was given no slots');
  const none = g.scalar(0);
  const fixed = [none, none, rate as Value, g.scalar(beta1), g.scalar(beta2), epsilon as Value];
  const inputs = [weight.handle, means.handle, squares.handle, ...fixed, gradient];
  return g.add('ResourceApplyAdam', inputs, { ...shared, use_nesterov: flag(false) }, { after });
}

/** The row of an optimizer, for settings of its own type only. */
export function graphOptimizer(optimizer: Optimizer): GraphOptimizer<Optimizer> {
  return graphOptimizers[optimizer.type] as GraphOptimizer<Optimizer>;
}
