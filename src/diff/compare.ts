import { positionOf } from '../diagnostics/source';
import { valuesOf } from '../dimensions/dimension';
import type { Node } from '../graph/graph';
import { type Graph, nameOfValue, nodeOf, type ValueId } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { ownerOf } from '../graph/weights';
import { compareEnds, type EndChange } from './compare-ends';
import { type AttributeChange, attributeChanges, isCommutative } from './label';
import { type Matching, matchGraphs } from './match';
import { type Totals, totalsOf } from './totals';

/** A node and its graph. */
export interface Place {
  readonly node: string;
  readonly kind: string;
  readonly file: string;
  readonly line: number;
}

/** A node that only one graph has, and its inputs there. */
export interface LoneNode extends Place {
  readonly from: readonly string[];
  readonly output: readonly number[] | null;
}

/** A node of both graphs with a different operation or different inputs. */
export interface NodeChange {
  readonly a: Place;
  readonly b: Place;
  /** Attributes that differ; empty if the kind differs, or only the wiring. */
  readonly attributes: readonly AttributeChange[];
  /** The inputs of each, by name, if they differ; otherwise null. */
  readonly wiring: { readonly a: readonly string[]; readonly b: readonly string[] } | null;
}

/** The differences between two expanded graphs (`schema/diff.schema.json`). Names and blocks do not count as differences. */
export interface Difference {
  readonly schemaVersion: 1;
  /** The graphs are equal. */
  readonly same: boolean;
  readonly removed: readonly LoneNode[];
  readonly added: readonly LoneNode[];
  readonly changed: readonly NodeChange[];
  /** Inputs and outputs. */
  readonly ends: readonly EndChange[];
  readonly totals: Totals;
  /** Equal nodes whose values have different shapes. */
  readonly reshaped: readonly {
    readonly a: string;
    readonly b: string;
    readonly from: readonly number[];
    readonly to: readonly number[];
  }[];
  /** Nodes with different names. Not a difference between the graphs, but weights are stored by name. */
  readonly renamed: readonly { readonly a: string; readonly b: string }[];
}

export function compareGraphs(a: TypedGraph, b: TypedGraph): Difference {
  const matching = matchGraphs(a, b);
  const comparison = new Comparison(a, b, matching);
  const removed = a.nodes.filter((_, index) => matching.toB[index] === undefined).map((node) => loneNode(a, node));
  const added = b.nodes.filter((_, index) => matching.toA[index] === undefined).map((node) => loneNode(b, node));
  const changed = comparison.changed();
  const ends = compareEnds(a, b, (one, other) => comparison.isSame(one, other));
  return {
    schemaVersion: 1,
    same: removed.length + added.length + changed.length + ends.length === 0,
    removed,
    added,
    changed,
    ends,
    totals: totalsOf(a, b),
    reshaped: comparison.reshaped(),
    renamed: comparison.pairs
      .filter(([one, other]) => one.name !== other.name)
      .map(([one, other]) => ({ a: one.name, b: other.name })),
  };
}

class Comparison {
  readonly pairs: readonly (readonly [Node, Node])[];
  readonly #a: TypedGraph;
  readonly #b: TypedGraph;
  readonly #matching: Matching;

  constructor(a: TypedGraph, b: TypedGraph, matching: Matching) {
    this.#a = a;
    this.#b = b;
    this.#matching = matching;
    this.pairs = a.nodes.flatMap((node, index) => {
      const other = b.nodes[matching.toB[index] ?? -1];
      return other ? [[node, other] as const] : [];
    });
  }

  /** The value of B that matches a value of A; undefined if there is none. */
  inB(id: ValueId): ValueId | undefined {
    if (id < this.#a.inputs.length) return id < this.#b.inputs.length ? id : undefined;
    const index = this.#matching.toB[id - this.#a.inputs.length];
    return index === undefined ? undefined : index + this.#b.inputs.length;
  }

  /** Whether a value of A matches one of B, apart from nodes reported as added or removed. */
  isSame(one: ValueId, other: ValueId): boolean {
    return this.inB(this.#past(this.#a, this.#matching.toB, one)) === this.#past(this.#b, this.#matching.toA, other);
  }

  changed(): readonly NodeChange[] {
    return this.pairs.flatMap(([one, other]) => {
      const attributes =
        one.kind === other.kind
          ? [...attributeChanges(one, other, [this.#a, this.#b]), ...this.#weightChanges(one, other)]
          : [];
      const wiring = this.#wiring(one, other);
      if (one.kind === other.kind && attributes.length === 0 && !wiring) return [];
      return [{ a: placeOf(one), b: placeOf(other), attributes, wiring }];
    });
  }

  /** Whether one of two nodes has weights of its own, or those of another layer, and the other one has not. */
  #weightChanges(one: Node, other: Node): readonly AttributeChange[] {
    const [a, b] = [ownerOf(this.#a, one), ownerOf(this.#b, other)];
    if (a === one ? b === other : b !== other && this.inB(a.id) === b.id) return [];
    const said = (owner: Node, node: Node) => (owner === node ? 'its own' : `those of ${owner.name}`);
    return [{ attribute: 'weights', a: said(a, one), b: said(b, other) }];
  }

  /** Null if both read the same values, not counting chains of nodes that only one graph has. */
  #wiring(one: Node, other: Node): NodeChange['wiring'] {
    const inA = one.inputs.map((id) => String(this.inB(this.#past(this.#a, this.#matching.toB, id)) ?? `a ${id}`));
    const inB = other.inputs.map((id) => String(this.#past(this.#b, this.#matching.toA, id)));
    if (isCommutative(one) && isCommutative(other)) {
      inA.sort();
      inB.sort();
    }
    if (inA.join() === inB.join()) return null;
    const names = (graph: Graph, { inputs }: Node): string[] => inputs.map((id) => nameOfValue(graph, id));
    return { a: names(this.#a, one), b: names(this.#b, other) };
  }

  /** The value where a chain of unmatched nodes starts; those are reported as added or removed. */
  #past(graph: Graph, partners: Matching['toB'], id: ValueId): ValueId {
    let value = id;
    for (let node = nodeOf(graph, value); node; node = nodeOf(graph, value)) {
      const [only, second] = node.inputs;
      if (partners[value - graph.inputs.length] !== undefined || only === undefined || second !== undefined) break;
      value = only;
    }
    return value;
  }

  reshaped(): Difference['reshaped'] {
    return this.pairs.flatMap(([one, other]) => {
      const [from, to] = [shapeOf(this.#a, one), shapeOf(this.#b, other)];
      return from && to && from.join() !== to.join() ? [{ a: one.name, b: other.name, from, to }] : [];
    });
  }
}

function shapeOf(graph: TypedGraph, { id }: Node): readonly number[] | null {
  const output = graph.typings.get(id)?.output;
  return output ? valuesOf(output) : null;
}

function loneNode(graph: TypedGraph, node: Node): LoneNode {
  const from = node.inputs.map((id) => nameOfValue(graph, id));
  return { ...placeOf(node), from, output: shapeOf(graph, node) };
}

function placeOf({ name, kind, site: { span } }: Node): Place {
  return { node: name, kind, file: span.source.file, line: positionOf(span.source, span.start).line };
}
