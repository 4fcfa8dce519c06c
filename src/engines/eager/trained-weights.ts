import type { NamedTensorMap, Variable } from '@tensorflow/tfjs-core';
import type { TypedGraph, WeightKey } from '../../graph/typed-graph';
import { decays } from '../../schema/layer';
import { slotsOf } from '../../schema/optimizers';
import type { StepSettings } from '../../schema/train';
import { slotKey } from '../../tensors/training-state';
import type { WeightTensor } from '../../tensors/weights';
import type { Tf } from '../engine';
import { allFinite } from './finite';
import type { LiveModel } from './live-model';
import { clipGradients, optimizerRow, type TrainedWeight } from './optimizers';

/** The weights that training changes, kept in JavaScript with the optimizer's state of each. */
export interface TrainedWeights {
  readonly variables: Variable[];
  /**
   * One step with the gradients of the variables, by tfjs's names. Returns which gradient is not finite, or which weight would
   * not be afterwards; then no weight is changed. Called inside a `tf.tidy`.
   */
  update(gradients: NamedTensorMap, rate: number, step: number): string | undefined;
  /** The L2 penalty of the loss: for each weight, its factor times the sum of its squares. */
  penalty(): number;
  /** A copy of the optimizer's state, by `slotKey`. */
  slots(): ReadonlyMap<string, WeightTensor>;
  /** Restores such a copy, and reads the variables, which others have changed. */
  restore(slots: ReadonlyMap<string, WeightTensor>): void;
}

interface Kept {
  readonly key: WeightKey;
  readonly variable: Variable;
  readonly l2: number;
  /** As the engine has it. */
  current: TrainedWeight;
  /** A buffer for the next step, so that a failed one leaves no trace. */
  next: TrainedWeight;
}

export function trainedWeights(
  graph: TypedGraph,
  model: LiveModel,
  tf: Tf,
  { optimizer, clip }: Pick<StepSettings, 'optimizer' | 'clip'>,
): TrainedWeights {
  const row = optimizerRow(optimizer);
  const weights = keepWeights(graph, model, slotsOf(optimizer));

  return {
    variables: weights.map(({ variable }) => variable),
    update(gradients, rate, step) {
      const slopes = weights.map((weight) => regularised(gradients[weight.variable.name]?.dataSync() ?? [], weight));
      // Gradients flow from the outputs: the first one that became non-finite is the last in the order of the file.
      const wrong = slopes.findLastIndex((slope) => !allFinite(slope));
      if (wrong >= 0) return `the gradient of \`${weights[wrong]?.key}\``;
      const clipped = clipGradients(slopes, clip);
      for (const [index, { key, current, next }] of weights.entries()) {
        copyInto(next, current);
        row.update(optimizer, next, clipped[index] ?? [], { rate, step });
        if (![next.values, ...next.slots].every(allFinite)) return `the update of \`${key}\``;
      }
      for (const weight of weights) {
        [weight.current, weight.next] = [weight.next, weight.current];
        // A copy: an engine may keep the given array until it first computes with it.
        weight.variable.assign(tf.tensor(weight.current.values.slice(), weight.variable.shape));
      }
      return undefined;
    },
    penalty() {
      return weights.reduce((sum, { l2, current }) => (l2 === 0 ? sum : sum + l2 * sumOfSquares(current.values)), 0);
    },
    slots() {
      const named = weights.flatMap(({ key, variable: { shape }, current }) =>
        current.slots.map((slot, index) => [slotKey(key, index), { shape, values: Float32Array.from(slot) }] as const),
      );
      return new Map(named);
    },
    restore(slots) {
      for (const { key, current, variable } of weights) {
        current.values.set(variable.dataSync());
        for (const [index, slot] of current.slots.entries()) slot.set(slots.get(slotKey(key, index))?.values ?? []);
      }
    },
  };
}

function keepWeights(graph: TypedGraph, model: LiveModel, slots: number): Kept[] {
  return [...graph.weights].flatMap(([key, spec]): Kept[] => {
    const variable = model.variables.get(key);
    if (!variable?.trainable) return [];
    const values = Float32Array.from(variable.dataSync());
    const make = (start: Float32Array): TrainedWeight => ({
      values: start,
      slots: Array.from({ length: slots }, () => new Float32Array(values.length)),
      decays: decays(spec),
    });
    const next = make(new Float32Array(values.length));
    return [{ key, variable, l2: spec.l2 ?? 0, current: make(values), next }];
  });
}

function copyInto(target: TrainedWeight, source: TrainedWeight): void {
  target.values.set(source.values);
  for (const [index, slot] of target.slots.entries()) slot.set(source.slots[index] ?? []);
}

/** The gradient of the loss including the penalty: adds 2 * factor * weight. */
function regularised(slope: ArrayLike<number>, { l2, current }: Kept): ArrayLike<number> {
  if (l2 === 0) return slope;
  return current.values.map((value, index) => (slope[index] as number) + 2 * l2 * value);
}

function sumOfSquares(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) ** 2;
  return sum;
}
