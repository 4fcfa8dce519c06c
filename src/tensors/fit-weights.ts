import { nodesFor } from '../graph/graph';
import type { TypedGraph, WeightKey } from '../graph/typed-graph';
import { weightsOf } from '../graph/weights';
import { initialWeights } from './initial-weights';
import type { WeightTensor } from './weights';

type Tensors = ReadonlyMap<string, WeightTensor>;
type Shapes = ReadonlyMap<string, readonly number[]>;

/** The complete weights of a graph, or what does not fit, in one clause per problem. */
export type FittedWeights =
  | { readonly ok: true; readonly tensors: Tensors }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The shapes of a graph's weights, by key: of layers that its outputs depend on, and of the others. */
export function weightShapes(graph: TypedGraph): { readonly needed: Shapes; readonly unread: Shapes } {
  const live = nodesFor(graph, graph.outputs);
  const read = new Set([...live].flatMap((id) => weightsOf(graph, id).map(({ key }) => key)));
  const shapes = (wanted: (key: WeightKey) => boolean): Shapes =>
    new Map([...graph.weights].flatMap(([key, { shape }]) => (wanted(key) ? [[key, shape] as const] : [])));
  return { needed: shapes((key) => read.has(key)), unread: shapes((key) => !read.has(key)) };
}

/** Checks tensors against the weights of a graph. Layers that no output depends on may be missing: they get initial weights. */
export function fitWeights(graph: TypedGraph, given: Tensors): FittedWeights {
  const { needed, unread } = weightShapes(graph);
  const problems = misfits(needed, given, new Set(unread.keys()));
  if (problems.length > 0) return { ok: false, problems };
  const missing = [...unread.keys()].some((key) => !given.has(key));
  return { ok: true, tensors: missing ? new Map([...initialWeights(graph, 0), ...given]) : given };
}

/** What is missing, has another shape, or is neither wanted nor `unread`. */
export function misfits(wanted: Shapes, given: Tensors, unread: ReadonlySet<string>): string[] {
  const wrong = [...wanted].flatMap(([name, shape]) => {
    const found = given.get(name);
    if (!found) return [`it has no weight \`${name}\` of shape [${shape.join(', ')}]`];
    if (String(found.shape) === String(shape)) return [];
    return [`weight \`${name}\` has the shape [${found.shape.join(', ')}], but the model wants [${shape.join(', ')}]`];
  });
  const unknown = [...given.keys()].filter((name) => !wanted.has(name) && !unread.has(name));
  return [...wrong, ...unknown.map((name) => `the model has no weight \`${name}\``)];
}
