import { shorten } from '../../diagnostics/printable';
import type { Span } from '../../diagnostics/source';
import type { ItemPlace } from '../../graph/locations';

/** YAML as the compiler reads it: maps keep the order of the file, and every part has a source location. */
export type Tree = MapTree | ListTree | ScalarTree | BrokenTree;

export interface MapTree {
  readonly type: 'map';
  readonly entries: readonly Entry[];
  readonly span: Span;
}

export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Tree;
}

export interface ListTree {
  readonly type: 'list';
  readonly items: readonly Tree[];
  readonly span: Span;
}

export interface ScalarTree {
  readonly type: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written in the file, including quotes. */
  readonly written: string;
  readonly span: Span;
}

/** A part with a reported error: whatever depends on it reports nothing. */
export interface BrokenTree {
  readonly type: 'broken';
  readonly span: Span;
}

/** Where the items of a list are written; undefined for anything else. */
export function itemPlaces(tree: Tree): readonly ItemPlace[] | undefined {
  return tree.type === 'list' ? tree.items.map((item) => ({ span: item.span, items: itemPlaces(item) })) : undefined;
}

export function entryOf(map: MapTree, key: string): Entry | undefined {
  return map.entries.find((entry) => entry.key === key);
}

/** Describes a value, for "found …". */
export function describeTree(tree: Tree): string {
  switch (tree.type) {
    case 'map':
      return tree.entries.length === 0 ? 'an empty map' : 'a map';
    case 'list':
      return tree.items.length === 0 ? 'an empty list' : `a list of ${tree.items.length}`;
    case 'broken':
      return 'something unreadable';
    case 'scalar':
      return tree.value === null ? 'nothing' : `\`${shorten(tree.written)}\``;
  }
}

/** A value as plain text, such as `relu` or `0.5`; undefined for lists, maps and what could not be read. */
export function plainText(tree: Tree): string | undefined {
  return tree.type === 'scalar' ? String(tree.value) : undefined;
}

/** A scalar that is a text. */
export type TextTree = ScalarTree & { readonly value: string };

/** A text that is or contains an expression. */
export function isExpression(tree: Tree): tree is TextTree {
  return tree.type === 'scalar' && typeof tree.value === 'string' && tree.value.includes('${');
}

/** True if there is an expression anywhere inside. */
export function holdsExpression(tree: Tree): boolean {
  if (tree.type === 'list') return tree.items.some(holdsExpression);
  return tree.type === 'map' ? tree.entries.some(({ value }) => holdsExpression(value)) : isExpression(tree);
}

/** The texts inside that are or contain expressions, in the order of the file. */
export function expressionsIn(tree: Tree): readonly TextTree[] {
  if (tree.type === 'list') return tree.items.flatMap(expressionsIn);
  if (tree.type === 'map') return tree.entries.flatMap(({ value }) => expressionsIn(value));
  return isExpression(tree) ? [tree] : [];
}

/** A word of the user and its source location. */
export interface Word {
  readonly text: string;
  readonly span: Span;
  /** If the word contains expressions: the tree to evaluate before the text is known. */
  readonly template?: TextTree | undefined;
  /** How it is written, if that has `*` for the number of each iteration of a repeat. */
  readonly written?: string;
}
