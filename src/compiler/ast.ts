import type { Code } from '../diagnostics/messages';
import type { Span } from '../diagnostics/source';
import type { Axis } from '../dimensions/axis';
import type { Expression, Value } from '../expression/ast';
import type { Kind } from '../schema/kinds';
import type { ParameterType } from '../schema/parameter';
import type { TrainSettings } from '../schema/train';
import type { Environment } from './environment';
import type { Entry, MapTree, ScalarTree, TextTree, Tree, Word } from './yaml/tree';

/** The syntax tree of a spec: every part is well-formed, but relations between parts are not checked yet. */
export interface SpecAst {
  readonly name: string;
  readonly description: string | undefined;
  /** In the order of the file; empty if it could not be read. */
  readonly inputs: readonly InputAst[];
  /** `let` values, which every expression can use. */
  readonly lets: Environment;
  /** Names of `let` values that the command line changed. */
  readonly changed: readonly string[];
  readonly blocks: ReadonlyMap<string, BlockAst>;
  readonly layers: readonly ItemAst[];
  readonly expect: ModelExpectAst | undefined;
  /** Codes of allowed warnings. */
  readonly allow: ReadonlySet<Code>;
  readonly train: TrainAst | undefined;
}

export interface InputAst {
  /** `input` if the spec has only one. */
  readonly name: string;
  /** Empty if unknown because of an error. */
  readonly shape: readonly number[];
  /** One per size. */
  readonly axes: readonly Axis[];
  readonly span: Span;
  /** One number per channel (the last axis), or one for all of them; undefined if pixels are only scaled to 0..1. */
  readonly preprocess: { readonly mean: readonly number[]; readonly std: readonly number[] } | undefined;
}

export interface BlockAst {
  readonly name: Word;
  /** Undefined if the block takes one value, `input`. */
  readonly inputs: readonly Word[] | undefined;
  readonly parameters: ReadonlyMap<string, ParameterAst>;
  readonly layers: readonly ItemAst[];
  /** True if an error was reported: its uses then report nothing. */
  readonly broken: boolean;
}

export interface ParameterAst {
  readonly name: Word;
  /** Undefined if every use must pass or compute it. */
  readonly default: Value | undefined;
  readonly defaultSpan: Span | undefined;
  /** A default that each use computes, from the parameters before it and the sizes of the inputs. */
  readonly defaultTree: Tree | undefined;
  /** True if a default is written whose value is wrong or not yet known. */
  readonly defaultUnknown: boolean;
  readonly type: ParameterType;
}

interface Item {
  /** Kind, structure or first key: the location for messages about the whole item. */
  readonly word: Word;
  readonly from: readonly Word[] | undefined;
  /** An expression, or `true` or `false`; the item is left out if it is false. */
  readonly when: ScalarTree | undefined;
}

interface NamedItem extends Item {
  readonly name: Word | undefined;
  readonly expect: MapTree | undefined;
  readonly output: OutputAst | undefined;
}

/** `output:` of an item. */
export interface OutputAst {
  readonly tree: MapTree | undefined;
  readonly span: Span;
}

/** An item that can share the weights of an earlier one. */
interface WeightedItem extends NamedItem {
  /** The earlier item; undefined if it has its own weights. */
  readonly weights: Word | undefined;
}

/** An item without other keys. */
export const plainItem = {
  name: undefined,
  from: undefined,
  weights: undefined,
  when: undefined,
  expect: undefined,
  output: undefined,
} as const;

export interface LayerItem extends WeightedItem {
  readonly type: 'layer';
  readonly kind: Kind;
  /** The expression that names the kind, if it is one. */
  readonly chosenBy?: Expression | undefined;
  readonly attributes: MapTree | undefined;
}

export interface UseItem extends WeightedItem {
  readonly type: 'use';
  readonly block: Word;
  readonly arguments: readonly Entry[];
}

/** A kind or block that an expression names. */
export interface ChosenItem extends WeightedItem {
  readonly type: 'chosen';
  readonly choice: TextTree;
  readonly arguments: MapTree | undefined;
}

export interface RepeatItem extends NamedItem {
  readonly type: 'repeat';
  readonly settings: MapTree;
  /** With `over`: the list whose items the iterations take, or an expression for it. */
  readonly over: Tree | undefined;
  /** The names in expressions: of the counter, which starts at 0, or with `over` of the item or its parts. */
  readonly names: readonly Word[];
  readonly items: readonly ItemAst[];
}

/** A path beside the main line. */
export interface SideItem extends NamedItem {
  readonly type: 'side';
  readonly items: readonly ItemAst[];
}

export interface BranchItem extends Item {
  readonly type: 'branch';
  /** For `split`, whose paths get shares of the value instead of the whole: its `axis` and `sizes`. */
  readonly split: MapTree | undefined;
  readonly paths: readonly PathAst[];
}

export interface PathAst {
  readonly name: Word;
  /** Only of a `branch`: a path of a `split` has its share of the value. */
  readonly when: Item['when'];
  readonly items: readonly ItemAst[];
}

/** An item with a reported error; its value is unknown, but its name is declared. */
export interface BrokenItem extends Item {
  readonly type: 'broken';
  readonly name: Word | undefined;
}

export type ItemAst = LayerItem | UseItem | ChosenItem | RepeatItem | SideItem | BranchItem | BrokenItem;

export interface ModelExpectAst {
  readonly counts: MapTree;
  /** The names that its expressions can use. */
  readonly lets: Environment;
  /** Counts at inference. */
  readonly inference: MapTree | undefined;
  readonly shapes: MapTree | undefined;
}

export interface TrainAst {
  readonly settings: TrainSettings;
  /** Locations for errors that only show in the graph. */
  readonly span: Span;
  readonly datasetSpan: Span;
  readonly precisionSpan: Span;
}
