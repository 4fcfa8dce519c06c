import { product } from '../../dimensions/dimension';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import type { WeightTensor } from '../../tensors/weights';
import { planPytorch } from './emit-pytorch';
import { fromPytorch, type PlacedWeight, toPytorch } from './weights';

/** Whose names and layouts a file of weights has. */
export type WeightFormat = 'modelc' | 'pytorch';

type Tensors = ReadonlyMap<string, WeightTensor>;

/** Weights in the other form, or what does not fit, one clause for each. */
export type Conversion =
  | { readonly ok: true; readonly tensors: Tensors }
  | { readonly ok: false; readonly problems: readonly string[] };

/** A weight as a file of one form should hold it, and how it becomes one of the other. */
interface Wanted {
  readonly name: string;
  readonly shape: readonly number[];
  readonly weight: PlacedWeight | undefined;
}

/** Turns the weights of a model from one form into another; with the same form on both sides they are only checked. */
export function convertWeights(graph: TypedGraph, given: Tensors, from: WeightFormat, to: WeightFormat): Conversion {
  const { weights, constants } = planPytorch(graph);
  const wanted: Wanted[] = weights.map((weight) => ({
    name: from === 'modelc' ? weight.name : weight.stateKey,
    shape: from === 'modelc' ? weight.spec.shape : weight.shape,
    weight,
  }));
  if (from === 'pytorch')
    wanted.push(...constants.map(({ stateKey, shape }) => ({ name: stateKey, shape, weight: undefined })));
  const unused = from === 'modelc' ? unusedWeights(graph, weights) : new Set<string>();
  const problems = [...misfits(wanted, given), ...unknown(wanted, given, unused)];
  if (problems.length > 0) return { ok: false, problems };
  const tensors = new Map<string, WeightTensor>();
  for (const { name, weight } of wanted) {
    const tensor = given.get(name);
    if (weight && tensor) tensors.set(...converted(weight, tensor, from, to));
  }
  if (to === 'pytorch') {
    for (const { stateKey, value, shape } of constants)
      tensors.set(stateKey, { shape, values: new Float32Array(product(shape)).fill(value) });
  }
  return { ok: true, tensors };
}

function converted(
  weight: PlacedWeight,
  { values }: WeightTensor,
  from: WeightFormat,
  to: WeightFormat,
): [string, WeightTensor] {
  const [name, shape] = to === 'modelc' ? [weight.name, weight.spec.shape] : [weight.stateKey, weight.shape];
  if (from === to) return [name, { shape, values }];
  return [name, { shape, values: to === 'pytorch' ? toPytorch(weight, values) : fromPytorch(weight, values) }];
}

/** Weights of layers that no output depends on: they are in a file of modelc's, and in no other target. */
function unusedWeights(graph: TypedGraph, weights: readonly PlacedWeight[]): ReadonlySet<string> {
  const used = new Set(weights.map(({ name }) => name));
  const all = graph.nodes.flatMap(({ id, name }) =>
    Object.keys(typingOf(graph, id).weights).map((weight) => `${name}/${weight}`),
  );
  return new Set(all.filter((name) => !used.has(name)));
}

function misfits(wanted: readonly Wanted[], given: Tensors): string[] {
  return wanted.flatMap(({ name, shape }) => {
    const found = given.get(name);
    if (!found) return [`it has no weight \`${name}\` of shape [${shape.join(', ')}]`];
    if (String(found.shape) === String(shape)) return [];
    return [`weight \`${name}\` has the shape [${found.shape.join(', ')}], and the model wants [${shape.join(', ')}]`];
  });
}

function unknown(wanted: readonly Wanted[], given: Tensors, unused: ReadonlySet<string>): string[] {
  const names = new Set(wanted.map(({ name }) => name));
  return [...given.keys()]
    .filter((name) => !names.has(name) && !unused.has(name))
    .map((name) => `the model has no weight \`${name}\``);
}
