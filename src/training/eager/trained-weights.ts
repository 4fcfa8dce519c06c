import type { NamedTensorMap, Variable } from '@tensorflow/tfjs-core';
import type { LiveModel } from '../../backends/tfjs-live/live-model';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { type Optimizer, slotsOf } from '../../schema/train';
import type { Tf } from '../engines/engine';
import type { TrainedWeight } from '../optimizers/optimizer-row';
import { optimizerRow } from '../optimizers/optimizers';

/** The weights that training changes, kept on this side of the engine with what the optimizer remembers of each. */
export interface TrainedWeights {
  readonly variables: Variable[];
  /**
   * One step by the gradients of the variables, by tfjs's names. Says which gradient is not finite; then no weight is touched.
   * Called inside of a `tf.tidy`.
   */
  update(gradients: NamedTensorMap, rate: number, step: number): string | undefined;
  /** What L2 regularisation adds to the loss: for each weight, its factor times the sum of its squares. */
  penalty(): number;
  /** Reads the variables again, after others have changed them. */
  refresh(): void;
}

interface Kept extends TrainedWeight {
  readonly key: string;
  readonly variable: Variable;
  readonly l2: number;
}

export function trainedWeights(graph: TypedGraph, model: LiveModel, tf: Tf, optimizer: Optimizer): TrainedWeights {
  const row = optimizerRow(optimizer);
  const factors = l2Factors(graph);
  const weights = [...model.variables].flatMap(([key, variable]): Kept[] => {
    if (!variable.trainable) return [];
    const values = Float32Array.from(variable.dataSync());
    const slots = Array.from({ length: slotsOf(optimizer) }, () => new Float32Array(values.length));
    return [{ key, variable, values, slots, decays: key.endsWith('kernel'), l2: factors.get(key) ?? 0 }];
  });

  return {
    variables: weights.map(({ variable }) => variable),
    update(gradients, rate, step) {
      // A weight whose layer leads nowhere has no gradient.
      const slopes = weights.map(({ variable }) => gradients[variable.name]?.dataSync());
      const wrong = slopes.findIndex((slope) => slope && !allFinite(slope));
      if (wrong >= 0) return `the gradient of \`${weights[wrong]?.key}\``;
      for (const [index, weight] of weights.entries()) {
        const slope = slopes[index];
        if (!slope) continue;
        row.update(optimizer, weight, regularised(slope, weight), rate, step);
        // A copy: an engine may hold on to the array that it is given until it first computes with it.
        weight.variable.assign(tf.tensor(weight.values.slice(), weight.variable.shape));
      }
      return undefined;
    },
    penalty() {
      return weights.reduce((sum, { l2, values }) => (l2 === 0 ? sum : sum + l2 * sumOfSquares(values)), 0);
    },
    refresh() {
      for (const { values, variable } of weights) values.set(variable.dataSync());
    },
  };
}

/** By key, for the weights that have one. */
function l2Factors(graph: TypedGraph): ReadonlyMap<string, number> {
  const pairs = graph.nodes.flatMap(({ id, name }) =>
    Object.entries(typingOf(graph, id).weights).map(([weight, { l2 }]) => [`${name}/${weight}`, l2 ?? 0] as const),
  );
  return new Map(pairs.filter(([, l2]) => l2 > 0));
}

/** The slope of the loss with the penalty: 2 * factor * weight more. */
function regularised(slope: ArrayLike<number>, { l2, values }: Kept): ArrayLike<number> {
  return l2 === 0 ? slope : values.map((value, index) => (slope[index] as number) + 2 * l2 * value);
}

function sumOfSquares(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) ** 2;
  return sum;
}

/** The sum of finite float32 values can't leave the range of float64, and anything else spoils it. */
function allFinite(values: ArrayLike<number>): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return Number.isFinite(sum);
}
