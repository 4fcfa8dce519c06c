import type { Code } from '../diagnostics/messages';
import type { Span } from '../diagnostics/source';
import type { Axis } from '../dimensions/axis';
import type { Value } from '../expression/ast';
import type { Kind } from '../schema/kinds';
import type { ParameterType } from '../schema/parameter';
import type { TrainSettings } from '../schema/train';
import type { LetValues } from './let-values';
import type { Entry, MapTree, ScalarTree, TextTree, Word } from './yaml/tree';

/** A spec whose every part has the right form; what a part means together with others is not known yet. */
export interface SpecAst {
  readonly name: string;
  readonly description: string | undefined;
  /** In the order of the file; none where it could not be read. */
  readonly inputs: readonly InputAst[];
  /** Values of `let`, which every expression may use. */
  readonly lets: LetValues;
  /** Names of `let` to which the command line gives another value than the files. */
  readonly changed: readonly string[];
  readonly blocks: ReadonlyMap<string, BlockAst>;
  readonly layers: readonly ItemAst[];
  readonly expect: ModelExpectAst | undefined;
  /** Warnings that the spec means. */
  readonly allow: ReadonlySet<Code>;
  readonly train: TrainAst | undefined;
}

export interface InputAst {
  /** `input` where the spec has only one. */
  readonly name: string;
  /** Empty where a mistake leaves it unknown. */
  readonly shape: readonly number[];
  /** One for each size. */
  readonly axes: readonly Axis[];
  readonly span: Span;
  /** One number for each channel, in the last axis, or one for all of them; undefined where pixels are only scaled to 0..1. */
  readonly preprocess: { readonly mean: readonly number[]; readonly std: readonly number[] } | undefined;
}

export interface BlockAst {
  readonly name: Word;
  /** Undefined where the block takes one value, `input`. */
  readonly inputs: readonly Word[] | undefined;
  readonly parameters: ReadonlyMap<string, ParameterAst>;
  readonly layers: readonly ItemAst[];
  /** True where it has been reported: uses of it are then silent. */
  readonly broken: boolean;
}

export interface ParameterAst {
  readonly name: Word;
  /** Undefined where every use must give it. */
  readonly default: Value | undefined;
  readonly defaultSpan: Span | undefined;
  /** True where a default is written whose value is wrong, or must wait. */
  readonly defaultUnknown: boolean;
  readonly type: ParameterType;
}

interface Item {
  /** Kind, structure or first key: what a message about the whole item points at. */
  readonly word: Word;
  readonly from: readonly Word[] | undefined;
  /** An expression, or `true` or `false`; the item is left out where it is false. */
  readonly when: ScalarTree | undefined;
}

interface NamedItem extends Item {
  readonly name: Word | undefined;
  readonly expect: MapTree | undefined;
  readonly output: OutputAst | undefined;
}

/** `output:` beside an item. */
export interface OutputAst {
  readonly tree: MapTree | undefined;
  readonly span: Span;
}

/** An item that may use the weights of an earlier one. */
interface WeightedItem extends NamedItem {
  /** The earlier item; undefined where its weights are its own. */
  readonly weights: Word | undefined;
}

export interface LayerItem extends WeightedItem {
  readonly type: 'layer';
  readonly kind: Kind;
  readonly attributes: MapTree | undefined;
}

export interface UseItem extends WeightedItem {
  readonly type: 'use';
  readonly block: Word;
  readonly arguments: readonly Entry[];
}

/** A kind, or a block, that an expression names. */
export interface ChosenItem extends WeightedItem {
  readonly type: 'chosen';
  readonly choice: TextTree;
  readonly arguments: MapTree | undefined;
}

export interface RepeatItem extends NamedItem {
  readonly type: 'repeat';
  readonly settings: MapTree;
  /** What expressions inside call the number of the turn, from 0. */
  readonly counter: Word | undefined;
  readonly items: readonly ItemAst[];
}

/** A path that leaves the value of the main line as it is. */
export interface SideItem extends NamedItem {
  readonly type: 'side';
  readonly items: readonly ItemAst[];
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

export type ItemAst = LayerItem | UseItem | ChosenItem | RepeatItem | SideItem | BranchItem | BrokenItem;

export interface ModelExpectAst {
  readonly counts: MapTree;
  /** What its expressions may use. */
  readonly lets: LetValues;
  /** Counts of what is left outside of training. */
  readonly inference: MapTree | undefined;
  readonly shapes: MapTree | undefined;
}

export interface TrainAst {
  readonly settings: TrainSettings;
  /** Places for mistakes that only show together with the graph. */
  readonly span: Span;
  readonly datasetSpan: Span;
  readonly precisionSpan: Span;
}
