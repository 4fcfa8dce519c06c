import { nearest } from '../../diagnostics/nearest';
import type { Report } from '../../diagnostics/report';
import { makeSource, type Source, type Span } from '../../diagnostics/source';
import { type Limits, MAXIMUM_INCLUDES } from '../../schema/limits';
import { includedKeys, topLevelKeys } from '../../schema/words';
import { recogniseKeys } from '../read/unknown-key';
import { knownVersion } from '../read/version';
import { parse } from '../yaml/parse';
import { describeTree, type Entry, entryOf, type MapTree, type Tree } from '../yaml/tree';
import type { IncludeReader } from './include-reader';
import { readInclude } from './read-include-item';

export interface Included {
  /** Each file once, after the files that it includes. */
  readonly trees: readonly MapTree[];
  /** The `with` values for included files, by name. */
  readonly given: ReadonlyMap<string, Entry>;
  /** False if a file could not be read, so that its declarations are unknown. */
  readonly complete: boolean;
}

/** Reads the files that a spec includes, recursively. Reports every error at the path that led to it. */
export function resolveIncludes(
  tree: Tree,
  source: Source,
  { reader, limits }: { readonly reader: IncludeReader | undefined; readonly limits: Limits },
  report: Report,
): Included {
  const resolver = new Resolver(reader, limits, report);
  if (tree.type === 'map') resolver.follow(tree, source.file, [reader?.identify(source.file) ?? source.file]);
  const trees = [...resolver.trees.values()].flatMap((found) => found ?? []);
  return { trees, given: resolver.given, complete: resolver.complete };
}

class Resolver {
  /** By file; undefined while it is being read, or if it could not be read. */
  readonly trees = new Map<string, MapTree | undefined>();
  readonly given = new Map<string, Entry>();
  complete = true;
  readonly #reader: IncludeReader | undefined;
  readonly #limits: Limits;
  readonly #report: Report;

  constructor(reader: IncludeReader | undefined, limits: Limits, report: Report) {
    this.#reader = reader;
    this.#limits = limits;
    this.#report = report;
  }

  follow(tree: MapTree, file: string, chain: readonly string[]): void {
    const value = (entryOf(tree, 'include') ?? misspeltInclude(tree))?.value;
    if (!value || value.type === 'broken') return;
    if (value.type !== 'list' || value.items.length === 0) {
      const expected = 'a list of paths, such as `[blocks/inception.yaml]`';
      this.#report.add('schema/shape-of', value.span, { what: '`include`', expected, found: describeTree(value) });
      this.complete = false;
      return;
    }
    for (const item of value.items) {
      const read = readInclude(item, this.#report);
      if (!read) continue;
      this.#give(read.given);
      this.#include(read.file.text, read.file.span, file, chain);
    }
  }

  /** A value can be set in only one place, since neither of two would take precedence. */
  #give(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const other = this.given.get(entry.key);
      const notes = other && [{ message: 'first set here', span: other.keySpan }];
      if (notes) this.#report.add('include/given-twice', entry.keySpan, { name: entry.key }, { notes });
      else this.given.set(entry.key, entry);
    }
  }

  #include(path: string, span: Span, from: string, chain: readonly string[]): void {
    const read = this.#read(path, span, from);
    if (!read) {
      this.complete = false;
      return;
    }
    const { file, text } = read;
    const at = chain.indexOf(file);
    if (at >= 0) {
      this.complete = false;
      this.#report.add('include/circle', span, { chain: [...chain.slice(at), file] });
      return;
    }
    if (this.trees.has(file)) return;
    if (this.trees.size >= MAXIMUM_INCLUDES) {
      if (this.complete) this.#report.add('include/too-many', span, { limit: MAXIMUM_INCLUDES });
      this.complete = false;
      return;
    }
    this.trees.set(file, undefined);
    const tree = this.#parse(makeSource(file, text));
    if (!tree) return;
    this.follow(tree, file, [...chain, file]);
    // After the files that it includes, since its values may use theirs.
    this.trees.delete(file);
    this.trees.set(file, tree);
  }

  #read(path: string, span: Span, from: string): { readonly file: string; readonly text: string } | undefined {
    if (!this.#reader) {
      this.#report.add('include/no-files', span, {});
      return undefined;
    }
    const read = this.#reader.read(path, from);
    if (read.ok) return read;
    if (read.problem === 'outside') this.#report.add('include/outside', span, { path });
    else if (read.problem === 'not-found') this.#report.add('include/not-found', span, { path, nearest: read.nearest });
    else this.#report.add('include/unreadable', span, { path, reason: read.reason });
    return undefined;
  }

  #parse(source: Source): MapTree | undefined {
    const parsed = parse(source, this.#report, this.#limits);
    if (!parsed || parsed.brokenFrom !== undefined) this.complete = false;
    const tree = parsed?.tree;
    if (!tree || tree.type === 'broken') return undefined;
    if (tree.type !== 'map') {
      this.#report.add('schema/not-a-spec', tree.span, { found: describeTree(tree) });
      return undefined;
    }
    if (!knownVersion(tree, this.#report)) {
      this.complete = false;
      return undefined;
    }
    return recogniseKeys(tree, includedKeys, 'an included file', this.#report);
  }
}

/** A key that was meant to be `include`. It is reported with the other keys, and its content is not considered missing. */
function misspeltInclude(tree: MapTree): Entry | undefined {
  const unknown = tree.entries.filter(({ key }) => !topLevelKeys.some((known) => known === key));
  return unknown.find(({ key }) => nearest(key, topLevelKeys) === 'include');
}
