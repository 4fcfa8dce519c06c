import { type Document, isAlias, isMap, isScalar, isSeq, type Pair, type Node as YamlNode } from 'yaml';
import type { Report } from '../diagnostics/report';
import { type Source, type Span, textOf } from '../diagnostics/source';
import { MAXIMUM_ALIASED_VALUES, MAXIMUM_DEPTH } from './limits';
import { describeTree, type Entry, type Tree } from './tree';

/** The YAML library's document as a `Tree`: aliases resolved, and refused what a spec has no use for (tags, merge keys, odd keys). */
export function plainTree(
  source: Source,
  document: Document.Parsed,
  masks: readonly (readonly [number, number])[],
  report: Report,
): Tree {
  return new Converter(source, document, masks, report).convert(document.contents, 0, undefined);
}

class Converter {
  readonly #source: Source;
  readonly #document: Document.Parsed;
  readonly #masks: readonly (readonly [number, number])[];
  readonly #report: Report;
  #aliased = 0;

  constructor(
    source: Source,
    document: Document.Parsed,
    masks: readonly (readonly [number, number])[],
    report: Report,
  ) {
    this.#source = source;
    this.#document = document;
    this.#masks = masks;
    this.#report = report;
  }

  /** `after` is where an absent value would stand. */
  convert(node: YamlNode | null, depth: number, after: number | undefined, inAlias?: Span): Tree {
    const span = this.#spanOf(node, after);
    if (depth > MAXIMUM_DEPTH) return this.#broken('yaml/too-deep', inAlias ?? span, { limit: MAXIMUM_DEPTH });
    if (inAlias && ++this.#aliased > MAXIMUM_ALIASED_VALUES) {
      if (this.#aliased > MAXIMUM_ALIASED_VALUES + 1) return { type: 'broken', span };
      return this.#broken('yaml/too-many-aliases', inAlias, { limit: MAXIMUM_ALIASED_VALUES });
    }
    if (node === null) return { type: 'scalar', value: null, written: '', span };
    if (isAlias(node)) {
      const target = node.resolve(this.#document);
      if (!target) return this.#broken('yaml/unknown-alias', span, { alias: node.source });
      return this.convert(target, depth + 1, after, inAlias ?? span);
    }
    const tag = this.#writtenTag(node);
    if (tag) return this.#broken('yaml/tag', tag, { tag: textOf(tag) });
    if (isScalar(node)) return this.#scalar(node.value, span);
    if (isSeq<YamlNode>(node))
      return { type: 'list', span, items: node.items.map((item) => this.convert(item, depth + 1, span.end, inAlias)) };
    if (isMap<YamlNode, YamlNode | null>(node)) {
      const entries = node.items.flatMap((pair) => this.#entry(pair, depth, inAlias));
      const first = new Map([...entries].reverse().map((entry) => [entry.key, entry]));
      return { type: 'map', span, entries: entries.filter((entry) => first.get(entry.key) === entry) };
    }
    return { type: 'broken', span };
  }

  #entry(pair: Pair<YamlNode, YamlNode | null>, depth: number, inAlias: Span | undefined): Entry[] {
    const key = this.convert(pair.key, depth + 1, undefined, inAlias);
    if (key.type === 'broken') return [];
    if (key.type !== 'scalar' || typeof key.value !== 'string') {
      this.#report.add('yaml/key', key.span, { found: describeTree(key) });
      return [];
    }
    if (key.value === '<<') {
      this.#report.add('yaml/merge-key', key.span, {});
      return [];
    }
    return [{ key: key.value, keySpan: key.span, value: this.convert(pair.value, depth + 1, key.span.end, inAlias) }];
  }

  #scalar(value: unknown, span: Span): Tree {
    if (this.#masks.some(([start, end]) => span.start < end && start < span.end)) return { type: 'broken', span };
    const written = this.#source.text.slice(span.start, span.end);
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    return { type: 'scalar', value: plain, written, span };
  }

  /** The tag that the file writes before a value, as `!!str` is; the library also sets tags that it inferred. */
  #writtenTag(node: YamlNode): Span | undefined {
    const end = node.range?.[0] ?? 0;
    const before = this.#source.text.slice(Math.max(0, end - 200), end);
    const match = node.tag === undefined ? null : /(![^\s,[\]{}]*)(?:\s+&\S+)?\s+$/.exec(before);
    if (!match?.[1]) return undefined;
    const start = end - before.length + match.index;
    return { source: this.#source, start, end: start + match[1].length };
  }

  #spanOf(node: YamlNode | null, after: number | undefined): Span {
    const [start, end] = node?.range ?? [after ?? 0, after ?? 0];
    const text = this.#source.text;
    let last = Math.min(end, text.length);
    // A block map or list reaches to the next line in the library's eyes; a caret belongs under what was written.
    while (last > start && /\s/.test(text[last - 1] ?? '')) last--;
    return { source: this.#source, start, end: last };
  }

  #broken(code: 'yaml/too-deep' | 'yaml/too-many-aliases', span: Span, args: { limit: number }): Tree;
  #broken(code: 'yaml/tag', span: Span, args: { tag: string }): Tree;
  #broken(code: 'yaml/unknown-alias', span: Span, args: { alias: string }): Tree;
  #broken(
    code: 'yaml/too-deep' | 'yaml/too-many-aliases' | 'yaml/tag' | 'yaml/unknown-alias',
    span: Span,
    args: object,
  ): Tree {
    this.#report.add(code, span, args as never);
    return { type: 'broken', span };
  }
}
