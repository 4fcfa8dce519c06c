import { axesOf, type Dimension, type Origin, type Shape, valuesOf, writtenShape } from '../dimensions/dimension';
import { type Node, nodeOf, type ValueId } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { tryNode } from '../joins/try-node';
import type { Change, NewLayer } from './candidate';

/** The shapes that a change gives some values; `unknown` if expressions use sizes that change. */
export type Shapes = ReadonlyMap<ValueId, Shape> | 'unknown';

/** A value of a graph with the layers before it, whose shapes are inferred again with a change. */
export class Upstream {
  readonly #graph: TypedGraph;
  /** The layers before the value and its own, in order. */
  readonly nodes: readonly Node[];
  /** The inputs of the model that the value depends on. */
  readonly inputs: readonly ValueId[];
  /** Of the sizes of these layers and inputs. */
  readonly #origins: ReadonlySet<Origin>;
  /** How many layers were inferred so far. */
  inferred = 0;

  constructor(graph: TypedGraph, value: ValueId) {
    this.#graph = graph;
    const found = new Set<ValueId>();
    const waiting = [value];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (found.has(id)) continue;
      found.add(id);
      waiting.push(...(nodeOf(graph, id)?.inputs ?? []));
    }
    const ids = [...found].toSorted((a, b) => a - b);
    this.nodes = ids.flatMap((id) => nodeOf(graph, id) ?? []);
    this.inputs = ids.filter((id) => id >= 0 && id < graph.inputs.length);
    this.#origins = new Set(ids.flatMap((id) => this.#shapeOf(id) ?? []).map(({ origin }) => origin));
  }

  /** The values whose shape is another one with a change; undefined if some layer rejects it. */
  shapesWith(change: Change): Shapes | undefined {
    // For other inputs, conditions and repeats that use sizes give other layers.
    if (change.inputs && this.#graph.usesSizes) return 'unknown';
    const shapes = new Map<ValueId, Shape>();
    const changed = new Set<Origin>();
    const set = (id: ValueId, shape: Shape): void => {
      shapes.set(id, shape);
      for (const { axis, value, origin } of this.#shapeOf(id) ?? [])
        if (!shape.some((size) => size.axis === axis && size.value === value)) changed.add(origin);
    };
    for (const [id, sizes] of change.inputs ?? []) {
      const input = this.#graph.inputs[id];
      if (input) set(id, writtenShape(sizes, input.site, input.axes));
    }
    for (const node of this.nodes) {
      const changes = change.attributes?.get(node.id);
      const inserted = change.inserted?.get(node.id);
      const inputs = change.wired?.get(node.id) ?? node.inputs;
      const isRemoved = change.removed?.has(node.id) === true;
      const isAffected = changes || inserted || isRemoved || inputs !== node.inputs;
      if (!isAffected && !inputs.some((id) => shapes.has(id))) continue;
      if (!node.attributes) return undefined;
      const used = this.#operandsOf(node);
      const hasOtherInputs = inserted !== undefined || inputs !== node.inputs;
      if (used.some(({ origin }) => hasOtherInputs || !this.#origins.has(origin) || changed.has(origin)))
        return 'unknown';
      const operands = inputs.map((id, index) =>
        through(inserted?.get(index) ?? [], node, shapes.get(id) ?? this.#shapeOf(id)),
      );
      if (!operands.every((shape) => shape !== undefined)) return undefined;
      this.inferred++;
      const output = isRemoved ? operands[0] : tryNode(node, { ...node.attributes, ...changes }, operands)?.output;
      if (!output) return undefined;
      if (!isSame(output, this.#shapeOf(node.id))) set(node.id, output);
    }
    return shapes;
  }

  #shapeOf(id: ValueId): Shape | undefined {
    return this.#graph.typings.get(id)?.output;
  }

  /** The sizes that the expressions of a layer use. */
  #operandsOf({ id }: Node): readonly Dimension[] {
    const sources = this.#graph.locations.get(id)?.values() ?? [];
    return [...sources].flatMap(({ formulas, bindings }) => {
      const given = bindings.get('all')?.formula;
      return [...formulas.values(), ...(given ? [given] : [])].flatMap(({ operands }) => operands);
    });
  }
}

/** The shape after new layers, which are placed where another one is. */
function through(layers: readonly NewLayer[], at: Node, input: Shape | undefined): Shape | undefined {
  return layers.reduce<Shape | undefined>((shape, { kind, attributes }) => {
    return shape && tryNode({ ...at, kind } as Node, attributes, [shape])?.output;
  }, input);
}

function isSame(shape: Shape, other: Shape | undefined): boolean {
  return (
    other !== undefined &&
    String(valuesOf(shape)) === String(valuesOf(other)) &&
    String(axesOf(shape)) === String(axesOf(other))
  );
}

/** Whether a value has the sizes that are wanted of it. */
export function hasSizes(
  shape: Shape | undefined,
  sizes: readonly { readonly axis: string; readonly size: number }[],
): boolean {
  return (
    shape !== undefined && sizes.every(({ axis, size }) => shape.some((one) => one.axis === axis && one.value === size))
  );
}
