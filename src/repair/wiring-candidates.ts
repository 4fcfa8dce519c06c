import { axesOf, spatialAxes, valuesOf } from '../dimensions/dimension';
import { type Node, nameOfValue, nodeOf, type ValueId } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { tryNode } from '../joins/try-node';
import { kinds, layerOf } from '../schema/kinds';
import type { Candidate, Values } from './candidate';
import type { Search } from './layer-candidates';
import { replaceValue } from './text-edits';
import { type NamedValue, useAround, valuesBeside, valuesNear } from './values-near';

/** Bits for another value at a join. */
const WIRING = 2;

/** Bits for a value without a name, and for a layer of a kind that the net does not have. */
const UNNAMED = 2;
export const NEW_KIND = 2;

/** Bits for another join, and where one path only passes a value on: such a path is there to be added. */
const OTHER_JOIN = 3;
const RESIDUAL = 5;

/** Bits less for each path besides two: sums have two, as a rule. */
const MANY_PATHS = 1;

/** Other values instead of one that `from` names. One that nothing else reads is more likely meant, and one near the named one. */
export function otherValues(join: Node, index: number, search: Search): readonly Candidate[] {
  const { graph, layout } = search;
  const from = layout.itemAt(join.site.span)?.beside.get('from');
  const span = from?.[index];
  const current = join.inputs[index];
  if (!span || current === undefined || from.length !== join.inputs.length) return [];
  return valuesNear(graph, join).flatMap((one): readonly Candidate[] => {
    const { name, value } = one;
    const inputs = join.inputs.map((input, at) => (at === index ? value : input));
    if (join.inputs.includes(value)) return [];
    return [
      {
        change: { wired: new Map([[join.id, inputs]]) },
        text: `join \`${name}\` instead of \`${nameOfValue(graph, current)}\``,
        edits: [replaceValue(span, name)],
        cost: costOf(one, current, search, join),
        changes: `from ${index}`,
      },
    ];
  });
}

function costOf({ value, named }: NamedValue, current: ValueId, { readers }: Search, join?: Node): number {
  const count = (id: ValueId): number => readers.of(id).filter(({ node }) => node !== join).length;
  return (
    WIRING +
    (named ? 0 : UNNAMED) +
    Math.log2(1 + count(value)) -
    Math.log2(1 + count(current)) +
    Math.log2(1 + Math.abs(value - current)) / 4
  );
}

/** Another argument of the use of a block, where the join reads one of the inputs of the block. */
export function otherArguments(join: Node, index: number, search: Search): readonly Candidate[] {
  const { graph, layout } = search;
  const around = useAround(graph, join);
  const current = join.inputs[index];
  const written = join.uses.at(-1);
  if (!around || current === undefined || !written) return [];
  const from = layout.itemAt(written.span)?.beside.get('from');
  const span = from?.[around.use.body.inputs.indexOf(current)];
  if (!span || from.length !== around.use.body.inputs.length) return [];
  return valuesBeside(graph, around).flatMap((one): readonly Candidate[] => {
    if (around.use.body.inputs.includes(one.value) || !fits(join, index, one.value, graph)) return [];
    return [
      {
        change: undefined,
        text: `pass \`${one.name}\` instead of \`${nameOfValue(graph, current)}\` to \`${written.name}\``,
        edits: [replaceValue(span, one.name)],
        cost: costOf(one, current, search),
        changes: `from ${index} of ${written.name}`,
      },
    ];
  });
}

function fits(join: Node, index: number, value: ValueId, { typings }: TypedGraph): boolean {
  const shapes = join.inputs.map((input, at) => typings.get(at === index ? value : input)?.output);
  return shapes.every((shape) => shape !== undefined) && tryNode(join, join.attributes as Values, shapes) !== undefined;
}

/** Another kind of join, which takes values that have the same places and differ in their channels. */
export function otherJoins(join: Node, { graph, layout }: Search): readonly Candidate[] {
  const item = layout.itemAt(join.site.span);
  const shapes = join.inputs.map((id) => graph.typings.get(id)?.output);
  if (!item || !shapes.every((shape) => shape !== undefined)) return [];
  const places = new Set(shapes.map((shape) => `${axesOf(shape)} ${valuesOf(spatialAxes(shape))}`));
  if (places.size > 1) return [];
  const passes = join.inputs.some((id) => join.inputs.some((other) => other !== id && leadsTo(graph, id, other)));
  return kinds.flatMap((kind): readonly Candidate[] => {
    const { join: isJoin, fields } = layerOf(kind);
    if (!isJoin || kind === join.kind) return [];
    const values = Object.entries(fields).map(([key, field]) => [
      key,
      'default' in field ? field.normalise(field.default as never) : undefined,
    ]);
    if (!tryNode({ ...join, kind } as Node, Object.fromEntries(values), shapes)) return [];
    return [
      {
        change: undefined,
        text: `write \`${kind}\` instead of \`${join.kind}\``,
        edits: [replaceValue(item.key, kind)],
        cost:
          OTHER_JOIN +
          (passes ? RESIDUAL : 0) -
          MANY_PATHS * (join.inputs.length - 2) +
          (isIn(graph, kind) ? 0 : NEW_KIND / 2),
        changes: 'join',
      },
    ];
  });
}

/** Whether a value is an earlier one of the path that leads to another. */
function leadsTo(graph: TypedGraph, id: ValueId, end: ValueId): boolean {
  const waiting = [end];
  const seen = new Set(waiting);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === id) return true;
    for (const input of nodeOf(graph, next)?.inputs ?? []) if (input >= id && !seen.has(input)) waiting.push(input);
    seen.add(next);
  }
  return false;
}

export function isIn({ nodes }: TypedGraph, kind: string): boolean {
  return nodes.some((node) => node.kind === kind);
}
