import {
  type Alias,
  type CST,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  visit,
  type YAMLMap,
  type Node as YamlNode,
} from 'yaml';
import type { ArgumentsOf, Code } from '../../diagnostics/messages';
import { replacement } from '../../diagnostics/replacement';
import type { Report } from '../../diagnostics/report';
import type { Source, Span } from '../../diagnostics/source';
import type { Limits } from '../../schema/limits';

import { type CutValue, cutValues } from './cut-values';
import { addMissingColon } from './missing-colon';
import type { Range } from './scan-text';
import { describeTree, type Entry, type Tree, type Word } from './tree';

/** What was already reported about a document before reading it, and is not reported again. */
export interface Hidden {
  /** Unquoted expressions, masked with letters. */
  readonly masks: readonly Range[];
  /** Values that had a tag. */
  readonly tagged: ReadonlySet<CST.Token>;
}

interface Rules {
  readonly hidden: Hidden;
  readonly limits: Limits;
}

/**
 * Converts the YAML library's document to a `Tree`: resolves aliases and reports what a spec cannot contain (merge keys, keys
 * that are not words).
 */
export function plainTree(source: Source, document: Document.Parsed, rules: Rules, report: Report): Tree {
  return new Converter(source, document, rules, report).convert(document.contents, 0, undefined);
}

class Converter {
  readonly #source: Source;
  readonly #hidden: Hidden;
  readonly #limits: Limits;
  readonly #report: Report;
  readonly #targets: ReadonlyMap<Alias, YamlNode>;
  #aliased = 0;

  constructor(source: Source, document: Document.Parsed, { hidden, limits }: Rules, report: Report) {
    this.#source = source;
    this.#hidden = hidden;
    this.#limits = limits;
    this.#report = report;
    this.#targets = targetsOf(document);
  }

  /** `after` is the location for an absent value. */
  convert(node: YamlNode | null, depth: number, after: number | undefined, inAlias?: Span): Tree {
    const span = this.#spanOf(node, after);
    const { depth: deepest, aliases } = this.#limits;
    if (depth > deepest) return this.#broken('yaml/too-deep', inAlias ?? span, { limit: deepest });
    if (inAlias && ++this.#aliased > aliases) {
      if (this.#aliased > aliases + 1) return { type: 'broken', span };
      return this.#broken('yaml/too-many-aliases', inAlias, { limit: aliases });
    }
    if (node === null) return { type: 'scalar', value: null, written: '', span };
    if (node.srcToken && this.#hidden.tagged.has(node.srcToken)) return { type: 'broken', span };
    if (isAlias(node)) {
      const target = this.#targets.get(node);
      if (!target) return this.#broken('yaml/unknown-alias', span, { alias: node.source });
      return this.convert(target, depth + 1, after, inAlias ?? span);
    }
    if (isScalar(node)) return this.#scalar(node.value, span);
    if (isSeq<YamlNode>(node))
      return { type: 'list', span, items: node.items.map((item) => this.convert(item, depth + 1, span.end, inAlias)) };
    if (isMap<YamlNode, YamlNode | null>(node)) return this.#map(node, depth, span, inAlias);
    return { type: 'broken', span };
  }

  #map(node: YAMLMap<YamlNode, YamlNode | null>, depth: number, span: Span, inAlias: Span | undefined): Tree {
    const entries = new Map<string, Entry>();
    const merged: Tree[] = [];
    let lost = false;
    const cut = cutValues(node, this.#source.text);
    for (const pair of node.items) {
      if (cut.rests.has(pair)) continue;
      const key = this.#key(pair.key, depth, inAlias);
      if (key === undefined) {
        lost ||= entries.size === 0;
        continue;
      }
      const part = cut.values.get(pair);
      const value = part ? this.#cut(part) : this.convert(pair.value, depth + 1, key.span.end, inAlias);
      const entry = addMissingColon({ key: key.text, keySpan: key.span, value }, this.#report);
      if (entry.key === '<<') merged.push(value);
      else if (!entries.has(entry.key)) entries.set(entry.key, entry);
      else this.#report.add('yaml/duplicate-key', entry.keySpan, { key: entry.key });
    }
    for (const inner of merged.flatMap((tree) => (tree.type === 'list' ? tree.items : [tree]))) {
      if (inner.type !== 'map') return { type: 'broken', span };
      for (const entry of inner.entries) if (!entries.has(entry.key)) entries.set(entry.key, entry);
    }
    // Without the key that identifies the map, errors about the rest would only be consequences.
    return lost && depth > 1 ? { type: 'broken', span } : { type: 'map', span, entries: [...entries.values()] };
  }

  #cut({ detail, write, start, end }: CutValue): Tree {
    const span = { source: this.#source, start, end };
    const fixes = [replacement(span, write)];
    this.#report.add('yaml/syntax', span, { detail }, { help: `write \`${write}\``, fixes });
    return { type: 'broken', span };
  }

  /** A key that is a word; anything else is reported. */
  #key(node: YamlNode, depth: number, inAlias: Span | undefined): Word | undefined {
    const key = this.convert(node, depth + 1, undefined, inAlias);
    if (key.type === 'broken') return undefined;
    if (key.type !== 'scalar' || typeof key.value !== 'string') {
      this.#report.add('yaml/key', key.span, { found: describeTree(key) });
      return undefined;
    }
    if (key.value === '<<') this.#report.add('yaml/merge-key', key.span, {});
    return { text: key.value, span: key.span };
  }

  #scalar(value: unknown, span: Span): Tree {
    if (isMasked(span, this.#hidden.masks)) return { type: 'broken', span };
    const written = this.#source.text.slice(span.start, span.end);
    const plain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    return { type: 'scalar', value: plain, written, span };
  }

  #spanOf(node: YamlNode | null, after: number | undefined): Span {
    const [start, end] = node?.range ?? [after ?? 0, after ?? 0];
    const text = this.#source.text;
    let last = Math.min(end, text.length);
    // In the library, a block map or list extends to the next line; a caret must stay below the text.
    while (last > start && /\s/.test(text[last - 1] ?? '')) last--;
    return { source: this.#source, start, end: last };
  }

  #broken<C extends Code>(code: C, span: Span, args: ArgumentsOf<C>): Tree {
    this.#report.add(code, span, args);
    return { type: 'broken', span };
  }
}

/** The value of each alias: the last value above it with its anchor. */
function targetsOf(document: Document.Parsed): ReadonlyMap<Alias, YamlNode> {
  const anchors = new Map<string, YamlNode>();
  const targets = new Map<Alias, YamlNode>();
  visit(document, (_key, node) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
    } else if (isNode(node) && node.anchor !== undefined) {
      anchors.set(node.anchor, node);
    }
  });
  return targets;
}

/** True if the span intersects one of the ranges, which are sorted and disjoint. */
function isMasked({ start, end }: Span, masks: readonly Range[]): boolean {
  let [low, high] = [0, masks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((masks[middle]?.[1] ?? 0) > start) high = middle;
    else low = middle + 1;
  }
  return (masks[low]?.[0] ?? Number.POSITIVE_INFINITY) < end;
}
