import type { WeightKey } from '../../../graph/typed-graph';
import type { GraphBuilder, Value } from '../graph-builder';
import { add, scale } from '../ops/arithmetic';
import { type } from '../proto/attribute';
import type { ModelVariables } from './model-variables';

/** What L2 adds: terms of the loss, and to the gradients. */
export interface Penalised {
  /** For each weight that has one, its factor times the sum of its squares. */
  readonly terms: readonly Value[];
  readonly gradients: ReadonlyMap<WeightKey, Value>;
}

export function penalise(
  g: GraphBuilder,
  variables: ModelVariables,
  gradients: ReadonlyMap<WeightKey, Value>,
  weight: (key: WeightKey) => Value,
): Penalised {
  const punished = [...variables].filter(([, { spec }]) => spec.trainable && (spec.l2 ?? 0) > 0);
  const sums = new Map(gradients);
  const terms = punished.map(([key, { spec }]) => {
    const twice = 2 * (spec.l2 ?? 0);
    const gradient = gradients.get(key);
    if (gradient) sums.set(key, add(g, gradient, scale(g, weight(key), twice)));
    return scale(g, halfOfSquares(g, weight(key)), twice);
  });
  return { terms, gradients: sums };
}

/** Half the sum of squares. */
export function halfOfSquares(g: GraphBuilder, x: Value): Value {
  return g.add('L2Loss', [x], { T: type(x.type) });
}
