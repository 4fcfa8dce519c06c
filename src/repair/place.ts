import type { Span } from '../diagnostics/source';
import type { Graph, Node, ValueId } from '../graph/graph';

/** Where a user would change an attribute, and all layers that change with it. */
export interface RepairPlace {
  /** The attribute, or the name that gives its value. */
  readonly key: string;
  /** In words: on which layer, in which use, or in `let`. */
  readonly where: string;
  /** Undefined if the value is not written and would have to be added. */
  readonly span: Span | undefined;
  /** A name gives the value, which then must be a single one. */
  readonly named: boolean;
  readonly nodes: readonly ValueId[];
}

interface Reader {
  readonly node: Node;
  readonly attribute: string;
}

/** The places of all attributes of a graph. */
export class Places {
  readonly #graph: Graph;
  /** Attributes by the place of their value. */
  readonly #readers = new Map<string, Reader[]>();
  /** The nodes of one item of the text: one for each use of its block. */
  readonly #items = new Map<string, Node[]>();

  constructor(graph: Graph) {
    this.#graph = graph;
    for (const node of graph.nodes) {
      append(this.#items, spanKey(node.site.span), node);
      for (const attribute of graph.locations.get(node.id)?.keys() ?? []) {
        const key = this.#keyOf(node, attribute);
        if (key !== undefined) append(this.#readers, key, { node, attribute });
      }
    }
  }

  /** Undefined if an expression computes the value, or other attributes have it too. */
  of(node: Node, attribute: string): RepairPlace | undefined {
    const source = this.#graph.locations.get(node.id)?.get(attribute);
    const where = `on \`${node.name}\``;
    if (!source) {
      const nodes = this.#items.get(spanKey(node.site.span)) ?? [];
      return { key: attribute, where, span: undefined, named: false, nodes: nodes.map(({ id }) => id) };
    }
    const readers = this.#readers.get(this.#keyOf(node, attribute) ?? '') ?? [];
    if (readers.length === 0 || readers.some((reader) => reader.attribute !== attribute)) return undefined;
    const nodes = readers.map((reader) => reader.node.id);
    const binding = source.bindings.get('all');
    if (!binding) return { key: attribute, where, span: source.span, named: false, nodes };
    const { type, name, use, span } = binding;
    if (type === 'let') {
      const spans = new Set(readers.map((reader) => spanKey(this.#spanOf(reader) ?? span)));
      return countIn(name, span) > 1 + spans.size
        ? undefined
        : { key: name, where: 'in `let`', span, named: true, nodes };
    }
    const written = type === 'argument' ? span : undefined;
    return { key: name, where: `on \`${use?.name ?? node.name}\``, span: written, named: true, nodes };
  }

  #spanOf({ node, attribute }: Reader): Span | undefined {
    return this.#graph.locations.get(node.id)?.get(attribute)?.span;
  }

  /** What attributes with the same value in the text have in common; undefined if the value is computed. */
  #keyOf({ id }: Node, attribute: string): string | undefined {
    const source = this.#graph.locations.get(id)?.get(attribute);
    if (!source?.computed) return source && spanKey(source.span);
    const binding = source.bindings.get('all');
    if (!binding || binding.source || source.formulas.size > 0) return undefined;
    return binding.type === 'default' ? `${binding.use?.name} ${binding.name}` : spanKey(binding.span);
  }
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

function spanKey({ source, start, end }: Span): string {
  return `${source.file} ${start} ${end}`;
}
