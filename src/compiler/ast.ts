import type { Span } from '../diagnostics/source';
import type { Value } from '../expression/ast';
import type { Kind } from '../schema/kinds';
import type { TrainSettings } from '../schema/train';
import type { Entry, MapTree } from './tree';

/** A word of the user's with its place. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** A spec whose every part has the right form; what a part means together with others is not known yet. */
export interface SpecAst {
  readonly name: string;
  readonly description: string | undefined;
  readonly input: InputAst | undefined;
  readonly blocks: ReadonlyMap<string, BlockAst>;
  readonly layers: readonly ItemAst[];
  readonly expect: ModelExpectAst | undefined;
  readonly train: TrainAst | undefined;
}

export interface InputAst {
  readonly shape: readonly number[];
  readonly span: Span;
  /** One number for each channel, in the last axis, or one for all of them; undefined where pixels are only scaled to 0..1. */
  readonly preprocess: { readonly mean: readonly number[]; readonly std: readonly number[] } | undefined;
}

export interface BlockAst {
  readonly name: Word;
  readonly parameters: ReadonlyMap<string, ParameterAst>;
  readonly layers: readonly ItemAst[];
  /** True where it has been reported: uses of it are then silent. */
  readonly broken: boolean;
}

export interface ParameterAst {
  readonly name: Word;
  /** Undefined where every use must give it. */
  readonly default: Value | undefined;
}

interface Item {
  /** Kind, structure or first key: what a message about the whole item points at. */
  readonly word: Word;
  readonly from: readonly Word[] | undefined;
}

export interface LayerItem extends Item {
  readonly type: 'layer';
  readonly kind: Kind;
  readonly attributes: MapTree | undefined;
  readonly name: Word | undefined;
  readonly expect: MapTree | undefined;
}

export interface UseItem extends Item {
  readonly type: 'use';
  readonly block: Word;
  readonly arguments: readonly Entry[];
  readonly name: Word | undefined;
  readonly expect: MapTree | undefined;
}

export interface BranchItem extends Item {
  readonly type: 'branch';
  readonly paths: readonly PathAst[];
}

export interface PathAst {
  readonly name: Word;
  readonly items: readonly ItemAst[];
}

/** An item that has been reported; its value is unknown, and a name it carries is known all the same. */
export interface BrokenItem extends Item {
  readonly type: 'broken';
  readonly name: Word | undefined;
}

export type ItemAst = LayerItem | UseItem | BranchItem | BrokenItem;

export interface ModelExpectAst {
  readonly counts: MapTree;
  readonly shapes: MapTree | undefined;
}

export interface TrainAst {
  readonly settings: TrainSettings;
  /** Places for mistakes that only show together with the graph. */
  readonly span: Span;
  readonly datasetSpan: Span;
}
