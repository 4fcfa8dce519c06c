import type { Span } from '../diagnostics/source';

/** An item of the text: a layer, a use of a block, a structure, or an input. */
export interface WrittenItem {
  /** Its kind as written, or the name of an input. */
  readonly key: Span;
  /** All of it, with the keys next to the kind. */
  readonly whole: Span;
  /** The map or other value of the key; undefined for a bare word. */
  readonly value: Span | undefined;
  /** The values in that map, by key: attributes, the sizes of an input, or the paths of a branch. */
  readonly entries: ReadonlyMap<string, Span>;
  /** The values of the keys next to the kind; of a list, those of its items. */
  readonly beside: ReadonlyMap<string, readonly Span[]>;
  /** The item before it in its list. */
  readonly before: WrittenItem | undefined;
}

/** Where the parts of a spec are in its files. */
export interface Layout {
  /** The item whose kind, or the input whose name, is written at a location. */
  readonly itemAt: (key: Span) => WrittenItem | undefined;
  /** Where the values of `let` are written, by name. */
  readonly lets: ReadonlyMap<string, Span>;
}
