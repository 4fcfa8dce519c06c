import { product } from '../dimensions/dimension';
import type { TypedGraph } from '../graph/typed-graph';
import { type FittedWeights, misfits, weightShapes } from '../tensors/fit-weights';
import type { WeightTensor } from '../tensors/weights';
import type { WeightForm } from './target';

/** The form of modelc's own files: every weight by its key, channels last. */
export function ownForm(graph: TypedGraph): WeightForm {
  const same = (values: Float32Array): Float32Array => values;
  const weights = [...weightShapes(graph)].map(([key, shape]) => ({
    key,
    name: key,
    shape,
    encode: same,
    decode: same,
  }));
  return { weights, constants: [] };
}

/** Converts the weights of a graph from one form to another, or returns what does not fit. */
export function convertWeights(
  given: ReadonlyMap<string, WeightTensor>,
  from: WeightForm,
  to: WeightForm,
): FittedWeights {
  const problems = misfits(namesWanted(given, from), given);
  if (problems.length > 0) return { ok: false, problems };
  const values = new Map<string, { readonly name: string; readonly found: Float32Array }>();
  for (const { key, name, decode } of from.weights) {
    const tensor = given.get(name);
    if (!tensor) continue;
    const found = decode(tensor.values);
    const known = values.get(key);
    if (known && found.some((value, index) => !Object.is(value, known.found[index])))
      problems.push(`weights \`${known.name}\` and \`${name}\` are one in the model, but have different values`);
    values.set(key, known ?? { name, found });
  }
  if (problems.length > 0) return { ok: false, problems };
  const tensors = new Map<string, WeightTensor>();
  for (const { key, name, shape, encode } of to.weights) {
    const value = values.get(key);
    if (value) tensors.set(name, { shape, values: encode(value.found) });
  }
  for (const { name, shape, value } of to.constants)
    tensors.set(name, { shape, values: new Float32Array(product(shape)).fill(value) });
  return { ok: true, tensors };
}

/** The shapes that a file of a form must have, by name. Of the names of one shared weight, one is enough. */
function namesWanted(given: ReadonlyMap<string, WeightTensor>, { weights, constants }: WeightForm) {
  const present = new Set(weights.flatMap(({ key, name }) => (given.has(name) ? [key] : [])));
  const needed = weights.filter(({ key, name }) => given.has(name) || !present.has(key));
  return new Map([...needed, ...constants].map(({ name, shape }) => [name, shape] as const));
}
