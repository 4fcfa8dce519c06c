import { product } from '../dimensions/dimension';
import type { TypedGraph } from '../graph/typed-graph';
import { type FittedWeights, misfits, weightShapes } from '../tensors/fit-weights';
import type { WeightTensor } from '../tensors/weights';
import type { WeightForm } from './target';

/** The form of modelc's own files: every weight by its key, channels last. */
export function ownForm(graph: TypedGraph): WeightForm {
  const { needed, unread } = weightShapes(graph);
  const same = (values: Float32Array): Float32Array => values;
  const weights = [...needed].map(([key, shape]) => ({ key, name: key, shape, encode: same, decode: same }));
  return { weights, constants: [], unread: new Set(unread.keys()) };
}

/** Turns the weights of a graph from one form into another, or says what does not fit. */
export function convertWeights(
  given: ReadonlyMap<string, WeightTensor>,
  from: WeightForm,
  to: WeightForm,
): FittedWeights {
  const wanted = [...from.weights, ...from.constants].map(({ name, shape }) => [name, shape] as const);
  const problems = misfits(new Map(wanted), given, from.unread);
  if (problems.length > 0) return { ok: false, problems };
  const places = new Map(to.weights.map((weight) => [weight.key, weight]));
  const tensors = new Map<string, WeightTensor>();
  for (const { key, name, decode } of from.weights) {
    const [place, tensor] = [places.get(key), given.get(name)];
    if (place && tensor) tensors.set(place.name, { shape: place.shape, values: place.encode(decode(tensor.values)) });
  }
  for (const { name, shape, value } of to.constants)
    tensors.set(name, { shape, values: new Float32Array(product(shape)).fill(value) });
  return { ok: true, tensors };
}
