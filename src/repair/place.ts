import type { Edit } from '../diagnostics/diagnostic';
import { type Span, textOf } from '../diagnostics/source';
import type { Graph, Node, ValueId } from '../graph/graph';
import type { AttributeSource, BindingLocation } from '../graph/locations';
import type { Layout, WrittenItem } from './layout';
import { addAttribute, replaceValue } from './text-edits';

/** Where a user would change an attribute, and all layers that change with it. */
export interface RepairPlace {
  /** The attribute, or the name that gives its value. */
  readonly key: string;
  /** In words: on which layer, in which use, or in `let`. */
  readonly where: string;
  /** A name gives the value, which then must be a single one. */
  readonly named: boolean;
  /** The number that is written there, if expressions compute the values from it. */
  readonly number?: number | undefined;
  readonly nodes: readonly ValueId[];
  /** One of those layers for each item of the text. */
  readonly items: readonly Node[];
  /** Writes another value. */
  readonly edit: (text: string) => Edit;
}

interface Reader {
  readonly node: Node;
  readonly attribute: string;
}

/** The places of all attributes of a graph. */
export class Places {
  readonly #graph: Graph;
  readonly #layout: Layout;
  /** Attributes by the place of their value. */
  readonly #readers = new Map<string, Reader[]>();
  /** The nodes of one item of the text: one for each use of its block. */
  readonly #items = new Map<string, Node[]>();

  /** By where their values are written. */
  readonly #places = new Map<string, RepairPlace | undefined>();

  constructor(graph: Graph, layout: Layout) {
    this.#graph = graph;
    this.#layout = layout;
    for (const node of graph.nodes) {
      append(this.#items, spanKey(node.site.span), node);
      for (const [attribute, source] of graph.locations.get(node.id) ?? []) {
        const span = valueSpan(source);
        if (span) append(this.#readers, spanKey(span), { node, attribute });
      }
    }
  }

  /** All nodes of an item of the text. */
  nodesOf({ site }: Node): readonly Node[] {
    return this.#items.get(spanKey(site.span)) ?? [];
  }

  /** Undefined if an expression computes the value, or other attributes have it too. */
  of(node: Node, attribute: string): RepairPlace | undefined {
    const source = this.#graph.locations.get(node.id)?.get(attribute);
    if (!source) {
      const where = `on \`${node.name}\``;
      const item = this.#layout.itemAt(node.site.span);
      const nodes = this.nodesOf(node).map(({ id }) => id);
      const edit = (text: string): Edit => addAttribute(item as WrittenItem, { key: attribute, text });
      return item && { key: attribute, where, named: false, nodes, items: [node], edit };
    }
    const span = valueSpan(source);
    if (!span) return undefined;
    const key = spanKey(span);
    if (!this.#places.has(key)) this.#places.set(key, this.#placeOf({ node, attribute }, source, span));
    return this.#places.get(key);
  }

  #placeOf({ node, attribute }: Reader, source: AttributeSource, span: Span): RepairPlace | undefined {
    const readers = this.#readers.get(spanKey(span)) ?? [];
    if (readers.some((reader) => reader.attribute !== attribute)) return undefined;
    const nodes = readers.map((reader) => reader.node.id);
    const edit = (text: string): Edit => replaceValue(span, text);
    const binding = originOf(source.bindings.get('all') ?? source.main);
    // The first use of each, since below an error others are unknown.
    const items = [
      ...new Map(readers.toReversed().map((reader) => [spanKey(reader.node.site.span), reader.node])).values(),
    ];
    if (!binding) return { key: attribute, where: `on \`${node.name}\``, named: false, nodes, items, edit };
    const { type, name, use } = binding;
    const isComputed = readers.some((reader) => this.#isComputed(reader));
    const number = isComputed ? Number(textOf(span)) : undefined;
    if (Number.isNaN(number)) return undefined;
    const named = { key: name, named: true, number, nodes, items, edit };
    if (type === 'default') return { ...named, where: 'as its default' };
    if (type === 'argument') return { ...named, where: `on \`${use?.name ?? node.name}\`` };
    if (binding.item !== undefined) return { ...named, where: `in ${binding.item}` };
    const spans = new Set(readers.map((reader) => spanKey(this.#spanOf(reader) ?? span)));
    return countIn(name, span) > 1 + spans.size ? undefined : { ...named, where: 'in `let`' };
  }

  /** An attribute as it is written, such as `"${out}"`; undefined if it is not. */
  textOf({ id }: Node, attribute: string): string | undefined {
    const source = this.#graph.locations.get(id)?.get(attribute);
    return source && textOf(source.span);
  }

  /** Whether an expression does more than name the value. */
  #isComputed({ node, attribute }: Reader): boolean {
    const binding = this.#graph.locations.get(node.id)?.get(attribute)?.bindings.get('all');
    return binding === undefined || binding.source !== undefined;
  }

  #spanOf({ node, attribute }: Reader): Span | undefined {
    return this.#graph.locations.get(node.id)?.get(attribute)?.span;
  }
}

/** Where the value of an attribute is written, or the only number that it is computed from; undefined if it depends on more. */
function valueSpan({ span, computed, bindings, main, formulas }: AttributeSource): Span | undefined {
  if (!computed) return span;
  const place = originOf(bindings.get('all') ?? main);
  return !place || formulas.size > 0 || textOf(place.span).includes('${') ? undefined : place.span;
}

/** Follows a binding to the number that it is computed from. */
function originOf(binding: BindingLocation | undefined): BindingLocation | undefined {
  return binding?.source ? originOf(binding.source) : binding;
}

/** The same for attributes whose value is written in the same place. */
export function placeKey(graph: Graph, node: Node, attribute: string): string {
  const source = graph.locations.get(node.id)?.get(attribute);
  const span = source && valueSpan(source);
  return span ? spanKey(span) : `${spanKey(node.site.span)} ${attribute}`;
}

/** How often a file has a word, comments apart. */
function countIn(name: string, { source }: Span): number {
  const text = source.text.replaceAll(/(?<=^|\s)#.*$/gm, '');
  return text.match(new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'g'))?.length ?? 0;
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

export function spanKey({ source, start, end }: Span): string {
  return `${source.file} ${start} ${end}`;
}
