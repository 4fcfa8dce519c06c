import { channelsOf, type Shape, sameShape } from '../dimensions/dimension';
import { type Node, nodeOf, type ValueId } from '../graph/graph';
import { windowOfNode } from '../graph/node-window';
import type { TypedGraph } from '../graph/typed-graph';
import { tryNode } from '../joins/try-node';
import { fieldsOf, hasWeights, layerOf } from '../schema/kinds';
import type { Candidate, NewLayer, Values } from './candidate';
import type { Habits } from './habits';
import type { Layout } from './layout';
import type { Places } from './place';
import type { Readers } from './readers';
import { inline, insertAfter, removeItem, type WrittenLayer } from './text-edits';

/** Bits for a layer too few, and for one too many. */
export const LAYER = 1;
const REMOVED = 2.5;

/** A net, and what candidates for it are made from. */
export interface Search {
  readonly graph: TypedGraph;
  readonly places: Places;
  readonly habits: Habits;
  readonly layout: Layout;
  readonly readers: Readers;
}

/** Layers that have no weights and change sizes, such as pools: one may have been left out, or be one too many. */
function isMovable(graph: TypedGraph, node: Node): boolean {
  const { kind, attributes, inputs } = node;
  if (!attributes || hasWeights(kind) || layerOf(kind).join) return false;
  const [before, after] = [inputs[0] ?? node.id, node.id].map((id) => graph.typings.get(id)?.output);
  return before !== undefined && after !== undefined && before.length === after.length && !sameShape(before, after);
}

/** The net without one layer. */
export function removals(nodes: readonly Node[], search: Search): readonly Candidate[] {
  const { graph, places, habits, layout, readers } = search;
  return nodes.flatMap((node): readonly Candidate[] => {
    const item = layout.itemAt(node.site.span);
    // A window that visits every place is meant to keep the size: then its padding is wrong, not that it is there.
    const visitsAll = windowOfNode(node)?.stride.every((step) => step === 1) === true;
    if (!item || visitsAll || !isMovable(graph, node)) return [];
    const [next] = readers.of(node.id);
    const before = nodeOf(graph, node.inputs[0] ?? -1);
    return [
      {
        change: { removed: new Set(places.nodesOf(node).map(({ id }) => id)) },
        text: `remove \`${node.name}\``,
        edits: [removeItem(item)],
        cost: REMOVED - habits.costBetween(before, node, next?.node, true),
        changes: `remove ${node.name}`,
      },
    ];
  });
}

/** The net with one more layer after another one, like a layer that it has. */
export function insertions(nodes: readonly Node[], search: Search): readonly Candidate[] {
  const { graph, habits, layout, readers } = search;
  const movable = graph.nodes.filter((node) => isMovable(graph, node));
  const models = new Map(movable.map((node) => [inline(writtenLike(node, search)), node]));
  return nodes.flatMap((node) =>
    [...models.values()].flatMap((model): readonly Candidate[] => {
      const item = layout.itemAt(node.site.span);
      const shape = graph.typings.get(node.id)?.output;
      const next = readers.of(node.id).filter(({ node: reader }) => !isNamed(reader, layout));
      if (!item || !shape || next.length === 0 || !fits(model, shape)) return [];
      const inserted = new Map<ValueId, ReadonlyMap<number, readonly NewLayer[]>>();
      for (const one of search.places.nodesOf(node))
        for (const { node: reader, operand } of readers.of(one.id).filter(({ node: each }) => !isNamed(each, layout)))
          inserted.set(reader.id, new Map([...(inserted.get(reader.id) ?? []), [operand, [newLayer(model)]]]));
      const layer = writtenLike(model, search);
      return [
        {
          change: { inserted },
          text: `add \`${inline(layer).slice(2, -2)}\` after \`${node.name}\``,
          edits: [insertAfter(item, layer)],
          cost: LAYER + habits.costBetween(node, model, next[0]?.node, false),
          changes: `add ${layer.kind}`,
        },
      ];
    }),
  );
}

function newLayer({ kind, attributes }: Node): NewLayer {
  return { kind, attributes: attributes as Values };
}

function fits(model: Node, shape: Shape): boolean {
  return tryNode(model, model.attributes as Values, [shape]) !== undefined;
}

/** Whether a layer names what it reads. */
function isNamed({ site }: Node, { itemAt }: Layout): boolean {
  return itemAt(site.span)?.beside.has('from') === true;
}

/** A layer with the attributes that another one is written with. */
export function writtenLike(node: Node, { graph }: Pick<Search, 'graph'>): WrittenLayer {
  const attributes = [...(graph.locations.get(node.id)?.keys() ?? [])].flatMap((key) => {
    const field = fieldsOf(node.kind)[key];
    const value = field?.write((node.attributes as Values)[key]);
    return field && !field.declares
      ? [{ key, text: Array.isArray(value) ? `[${value.join(', ')}]` : String(value) }]
      : [];
  });
  return { kind: node.kind, attributes };
}

/** The channels of a value. */
export function channelsAt(graph: TypedGraph, id: ValueId): number | undefined {
  const shape = graph.typings.get(id)?.output;
  return shape && shape.length > 0 ? channelsOf(shape).value : undefined;
}
