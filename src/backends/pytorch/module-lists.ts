import type { BlockUse, Body, Graph, Node, Repeat, Scope, ValueId } from '../../graph/graph';
import { nodesIn } from '../../graph/walk';
import { layerOf } from '../../schema/kinds';
import { isShared, type Sharing } from './sharing';

/**
 * A repeat whose iterations give more than the value for the next one: `forward` runs its modules in a loop and collects what is read later.
 */
export interface ModuleList {
  /** The first iterations, of which all values are read. */
  readonly repeat: Repeat;
  /** The iterations after these. */
  readonly rest: readonly Scope[];
  /** What each iteration of the loop gives: its result, then the values that are read later. */
  readonly gives: readonly (readonly ValueId[])[];
  /** Which of them are read later, by their places, and the values of all iterations there. */
  readonly collected: readonly { readonly place: number; readonly values: readonly ValueId[] }[];
}

/** The repeats of the model that are lists of modules. */
export function moduleListsIn(
  graph: Graph,
  readers: ReadonlyMap<ValueId, readonly number[]>,
  sharing: Sharing,
): ReadonlyMap<Repeat, ModuleList> {
  const lists = graph.body.steps.flatMap((step) => {
    const list = step.type === 'repeat' ? listOf(step.repeat, readers, sharing) : undefined;
    return step.type === 'repeat' && list ? [[step.repeat, list] as const] : [];
  });
  return new Map(lists);
}

function listOf(
  repeat: Repeat,
  readers: ReadonlyMap<ValueId, readonly number[]>,
  sharing: Sharing,
): ModuleList | undefined {
  const { iterations } = repeat;
  const inside = iterations.map(({ body }) => nodesIn(body));
  const [first = []] = inside;
  const uses = iterations.flatMap(({ body }) => onlyUse(body) ?? []);
  const kinds = kindsOf(first);
  const isAlike = uses.length === iterations.length || inside.every((nodes) => kindsOf(nodes) === kinds);
  if (iterations.length < 2 || !isAlike || !isClosed(repeat, sharing)) return undefined;
  // A value by its name in the iteration; the result, which need not be of the same name, by none.
  const placeOf = ({ id, name }: Node, { body, name: prefix }: Scope): string =>
    id === body.result ? RESULT : name.slice(prefix.length);
  // The values that are read outside; the result of an iteration is also read by the next.
  const places = new Set<string>();
  for (const [index, iteration] of iterations.entries()) {
    const [own, next] = [inside[index] ?? [], inside[index + 1]];
    for (const node of own) {
      const isResult = node.id === iteration.body.result;
      const within = new Set([...own, ...((isResult && next) || [])].map(({ id }) => id));
      const isRead = (readers.get(node.id) ?? []).some((reader) => !within.has(reader));
      if (isRead && (next || !isResult)) places.add(placeOf(node, iteration));
    }
  }
  const given = [RESULT, ...[...places].filter((place) => place !== RESULT)];
  const gives = iterations.map((iteration, index) =>
    given.flatMap((place) => inside[index]?.find((node) => placeOf(node, iteration) === place)?.id ?? []),
  );
  const ends = gives.findIndex((values) => values.some((value) => !readers.has(value)));
  const count = ends < 0 ? iterations.length : ends;
  if (places.size === 0 || count < 2 || gives.some(({ length }) => length < given.length)) return undefined;
  const collected = [...places].map((name) => {
    const place = given.indexOf(name);
    return { place, values: gives.flatMap((values) => values[place] ?? []) };
  });
  return {
    repeat: {
      ...repeat,
      iterations: iterations.slice(0, count),
      times: count < iterations.length ? undefined : repeat.times,
    },
    rest: iterations.slice(count),
    gives: gives.slice(0, count),
    collected,
  };
}

const RESULT = '';

/** The use of a block that a body only consists of. */
export function onlyUse({ steps: [step, ...others], result }: Body): BlockUse | undefined {
  return others.length === 0 && step?.type === 'use' && step.use.body.result === result ? step.use : undefined;
}

/** Whether the layers of each iteration read only one another and the value of the iteration before, and have their own weights. */
function isClosed({ iterations }: Repeat, sharing: Sharing): boolean {
  return iterations.every(({ body }) => {
    const nodes = nodesIn(body);
    const own = new Set([...body.inputs, ...nodes.map(({ id }) => id)]);
    return !isShared(sharing, nodes) && nodes.every(({ inputs }) => inputs.every((value) => own.has(value)));
  });
}

/** Equal for layers that do the same in different iterations. */
function kindsOf(nodes: readonly Node[]): string {
  return nodes.map(({ kind, inputs }) => `${kind}${layerOf(kind).join ? inputs.length : ''}`).join(' ');
}
