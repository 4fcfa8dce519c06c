import type { TypedGraph } from '../../graph/typed-graph';
import type { WeightForm } from '../target';
import { planPytorch } from './emit-pytorch';
import { fromPytorch, toPytorch } from './weights';

/** The `state_dict` of the program for a graph. */
export function weightForm(graph: TypedGraph): WeightForm {
  const { weights, constants } = planPytorch(graph);
  return {
    weights: weights.map((weight) => ({
      key: weight.key,
      name: weight.stateKey,
      shape: weight.shape,
      encode: (values) => toPytorch(weight, values),
      decode: (values) => fromPytorch(weight, values),
    })),
    constants: constants.map(({ stateKey, shape, value }) => ({ name: stateKey, shape, value })),
  };
}
