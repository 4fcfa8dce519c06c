import type { Edit } from '../diagnostics/diagnostic';
import type { Goal } from '../diagnostics/report';
import { formOf, type Shape, spatialAxes } from '../dimensions/dimension';
import type { Pad } from '../dimensions/window';
import { type Node, nameOfValue, nodeOf, type ValueId } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { fieldsOf, kinds, layerOf } from '../schema/kinds';
import { misfitOf } from '../schema/layer';
import { asYaml } from './attribute-candidates';
import type { Candidate } from './candidate';
import { LAYER, type Search } from './layer-candidates';
import { type Added, type Projecting, projectionTo } from './projection';
import { append, inline, insertBefore, replaceValue, type WrittenLayer } from './text-edits';
import { isIn, NEW_KIND, otherArguments, otherJoins, otherValues } from './wiring-candidates';

/** Edits of one path of a join that fails: new layers at its end, or another value instead of it. */
export function joinCandidates({ value, sizes }: Goal, search: Search): readonly Candidate[] {
  const { graph, places } = search;
  const join = nodeOf(graph, value);
  if (!join || sizes.length > 0) return [];
  // Below one that fails, other uses of the block are unknown.
  const joins = places.nodesOf(join).filter(({ inputs }) => inputs.every((id) => graph.typings.has(id)));
  const [failing, another] = joins.filter(({ id }) => !graph.typings.has(id));
  const operands = join.inputs.map((_, index) => index);
  const edits = operands.flatMap((index) => [
    ...additions(joins, index, search),
    ...(joins.length === 1 ? otherValues(join, index, search) : []),
    ...(failing && !another ? otherArguments(failing, index, search) : []),
  ]);
  return [...edits, ...(failing ? otherJoins(failing, search) : [])];
}

/** Bits for each halving of a path by cropping where no other layer crops: a few cells are cut off, and half of an image is not. */
const CROPPED = 3;

/** A layer that removes cells, or a projection, at the end of a path. */
function additions(joins: readonly Node[], index: number, search: Search): readonly Candidate[] {
  const others = (joins[0]?.inputs ?? []).flatMap((_, other) => (other === index ? [] : [other]));
  const [first] = joins;
  return others.slice(0, 2).flatMap((other) =>
    [cropTo, ...(first && isSum(first) ? [projectionTo] : [])].flatMap((layersFor) => {
      const added = joins.map((join) => projecting(join, { index, other }, search, layersFor));
      const [written] = added;
      if (!written || added.some((layers) => !layers || textOf(layers) !== textOf(written))) return [];
      return candidateOf(joins, index, { written, layers: added.flatMap((one) => one ?? []) }, search) ?? [];
    }),
  );
}

function isSum({ kind }: Node): boolean {
  return layerOf(kind).traits.commutative === true;
}

const textOf = ({ written }: Added): string => written.map((layer) => inline(layer)).join(', ');

interface Paths {
  readonly index: number;
  /** The path whose shape is wanted. */
  readonly other: number;
}

function projecting(
  join: Node,
  { index, other }: Paths,
  search: Search,
  layersFor: typeof projectionTo,
): Added | undefined {
  const shape = shapeOf(search.graph, join.inputs[index]);
  const target = shapeOf(search.graph, join.inputs[other]);
  if (!shape || !target || formOf(shape) !== formOf(target)) return undefined;
  return layersFor({ join, index, other, shape, target }, search);
}

function shapeOf(graph: TypedGraph, id: ValueId | undefined): Shape | undefined {
  return id === undefined ? undefined : graph.typings.get(id)?.output;
}

/** Removes cells evenly on both sides, where the other path is smaller. */
function cropTo({ shape, target }: Projecting, { graph }: Search): Added | undefined {
  const kind = kinds.find(
    (one) => layerOf(one).traits.removesCells && misfitOf(layerOf(one), [formOf(shape)]) === undefined,
  );
  const attribute = kind && layerOf(kind).traits.removesCells;
  const extra = spatialAxes(shape).map(({ value }, axis) => value - (target[axis]?.value ?? value));
  if (!kind || !attribute || extra.some((cells) => cells < 0) || extra.every((cells) => cells === 0)) return undefined;
  const cells = extra.map((more): Pad => [Math.floor(more / 2), Math.ceil(more / 2)]);
  const text = asYaml(fieldsOf(kind)[attribute]?.write(cells));
  const halvings = spatialAxes(shape).map(({ value }, axis) => Math.log2(value / (target[axis]?.value ?? value)));
  return {
    cost: isIn(graph, kind) ? 0 : CROPPED * Math.max(...halvings),
    written: [{ kind, attributes: [{ key: attribute, text }] }],
    layers: [{ kind, attributes: { [attribute]: cells } }],
  };
}

/** The layers at the end of a path: in its list, or between the named value and the join. */
function candidateOf(
  joins: readonly Node[],
  index: number,
  { written, layers }: { readonly written: Added; readonly layers: readonly Added[] },
  search: Search,
): Candidate | undefined {
  const [join] = joins;
  const placed = join && editsOf(join, index, written.written, search);
  if (!placed) return undefined;
  const { edits, where } = placed;
  const { cost } = written;
  const inserted = new Map(joins.map(({ id }, at) => [id, new Map([[index, layers[at]?.layers ?? []]])]));
  const words = written.written.map((layer) => `\`${inline(layer).slice(2, -2)}\``).join(' and ');
  return {
    change: { inserted },
    text: `add ${words} ${where}`,
    edits,
    cost: written.written.reduce((sum, { kind }) => sum + (isIn(search.graph, kind) ? 0 : NEW_KIND), LAYER + 1 + cost),
    changes: `add ${where}`,
  };
}

function editsOf(
  join: Node,
  index: number,
  layers: readonly WrittenLayer[],
  { graph, layout }: Search,
): { readonly edits: readonly Edit[]; readonly where: string } | undefined {
  const item = layout.itemAt(join.site.span);
  const from = item?.beside.get('from');
  if (!item) return undefined;
  if (!from) {
    const list = [...(item.before?.entries.values() ?? [])][index];
    const path = join.paths?.[index];
    return list && path !== undefined
      ? { edits: [append(list, layers)], where: `at the end of path \`${path}\`` }
      : undefined;
  }
  const span = from[index];
  const [layer, another] = layers;
  if (!span || !layer || another || from.length !== join.inputs.length) return undefined;
  const value = nameOfValue(graph, join.inputs[index] ?? -1);
  const source = value.split('/').at(-1) ?? value;
  const name = `${source}_${layer.kind}`;
  const beside = [
    { key: 'from', text: source },
    { key: 'name', text: name },
  ];
  return {
    edits: [insertBefore(item, { ...layer, beside }), replaceValue(span, name)],
    where: `between \`${value}\` and \`${join.name}\``,
  };
}
