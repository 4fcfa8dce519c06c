import type { TypedGraph, WeightKey } from '../../../graph/typed-graph';
import type { WeightSpec } from '../../../schema/layer';
import { slotKey } from '../../../tensors/training-state';
import type { GraphBuilder, Value } from '../graph-builder';
import { readVariable, type Variable, variable } from '../ops/variables';

/** A weight of the model as a variable, with the optimizer's state. */
export interface ModelWeight {
  readonly variable: Variable;
  readonly spec: WeightSpec;
  /** Only for trainable weights. */
  readonly slots: readonly Variable[];
}

/** All weights, including statistics. */
export type ModelVariables = ReadonlyMap<WeightKey, ModelWeight>;

export function createVariables(g: GraphBuilder, graph: TypedGraph, slotCount: number): ModelVariables {
  const pairs = [...graph.weights].map(([key, spec]) => {
    const slots = Array.from({ length: spec.trainable ? slotCount : 0 }, (_, index) =>
      variable(g, slotKey(key, index), spec.shape),
    );
    return [key, { variable: variable(g, key, spec.shape), spec, slots }] as const;
  });
  return new Map(pairs);
}

/** Reads variables at most once: one read of each per signature, which its updates wait for. */
export function reader(g: GraphBuilder, variables: ModelVariables): (key: WeightKey) => Value {
  const values = new Map<WeightKey, Value>();
  return (key) => {
    const known = values.get(key);
    if (known) return known;
    const weight = variables.get(key);
    if (!weight) throw new Error(`there is no weight ${key}`);
    const made = readVariable(g, weight.variable);
    values.set(key, made);
    return made;
  };
}
