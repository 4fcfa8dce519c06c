import type { TypedGraph } from '../graph/typed-graph';
import type { WeightTensor } from './weights';

type Tensors = ReadonlyMap<string, WeightTensor>;
type Shapes = ReadonlyMap<string, readonly number[]>;

/** The complete weights of a graph, or what does not fit, in one clause per problem. */
export type FittedWeights =
  | { readonly ok: true; readonly tensors: Tensors }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The shapes of a graph's weights, by key. */
export function weightShapes({ weights }: TypedGraph): Shapes {
  return new Map([...weights].map(([key, { shape }]) => [key, shape] as const));
}

/** Checks tensors against the weights of a graph. */
export function fitWeights(graph: TypedGraph, given: Tensors): FittedWeights {
  const problems = misfits(weightShapes(graph), given);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, tensors: given };
}

/** What is missing, has another shape, or is not wanted. */
export function misfits(wanted: Shapes, given: Tensors): string[] {
  const wrong = [...wanted].flatMap(([name, shape]) => {
    const found = given.get(name);
    if (!found) return [`it has no weight \`${name}\` of shape [${shape.join(', ')}]`];
    if (String(found.shape) === String(shape)) return [];
    return [`weight \`${name}\` has the shape [${found.shape.join(', ')}], but the model wants [${shape.join(', ')}]`];
  });
  const unknown = [...given.keys()].filter((name) => !wanted.has(name));
  return [...wrong, ...unknown.map((name) => `the model has no weight \`${name}\``)];
}
