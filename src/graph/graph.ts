import type { Use } from '../diagnostics/report';
import type { Span } from '../diagnostics/source';
import type { Site } from '../dimensions/dimension';
import type { Expression, Value } from '../expression/ast';
import type { Attributes, Kind } from '../schema/kinds';
import type { TrainSettings } from '../schema/train';

/** A value of the graph: the input is 0, and each node makes the value of its own id. */
export type ValueId = number;
export const INPUT_ID: ValueId = 0;
/** Stands where a mistake, reported already, left no value. */
export const UNKNOWN_ID: ValueId = -1;

export interface InputNode {
  readonly name: 'input';
  /** Without the batch, channels last. */
  readonly shape: readonly number[];
  /** One number for each channel, or one for all of them. */
  readonly preprocess: { readonly mean: readonly number[]; readonly std: readonly number[] } | undefined;
  readonly site: Site;
}

/** A layer in its place, every parameter filled in. */
export type Node = { readonly [K in Kind]: NodeOf<K> }[Kind];

export interface NodeOf<K extends Kind> {
  readonly id: ValueId;
  readonly kind: K;
  /** Qualified by its scopes, `incep1/five/conv2d_2`: the key of its weights. */
  readonly name: string;
  /** The last part of the name, as its scope knows it. */
  readonly localName: string;
  /** True where the user wrote the name. */
  readonly named: boolean;
  /** Undefined where an attribute was wrong; such a node has no shape. */
  readonly attributes: Attributes<K> | undefined;
  /** Attributes (`filters`, `kernel/0`) that the spec says by an expression: for targets that keep parameters. */
  readonly symbols: ReadonlyMap<string, Expression>;
  readonly inputs: readonly ValueId[];
  /** For a join of a branch: the names of its paths, in the order of the inputs. */
  readonly paths: readonly string[] | undefined;
  readonly site: Site;
  /** Where an attribute is written, for messages; the kind where it is not. */
  readonly spanOf: (attribute: string, index?: number) => Span;
  readonly uses: readonly Use[];
}

/** A list of layers as it was written: nodes, and uses of blocks with bodies of their own. */
export interface Body {
  readonly input: ValueId;
  readonly steps: readonly Step[];
  readonly result: ValueId;
}

export type Step = { readonly type: 'node'; readonly node: Node } | { readonly type: 'use'; readonly use: BlockUse };

/** One use of a block. */
export interface BlockUse {
  readonly block: string;
  /** Qualified, as nodes are. */
  readonly name: string;
  readonly localName: string;
  /** The value of every parameter, defaults included. */
  readonly parameters: ReadonlyMap<string, Value>;
  /** Parameters that the use says by an expression over those of the block around it: for targets that keep them. */
  readonly symbols: ReadonlyMap<string, Expression>;
  readonly body: Body;
}

/** What a block declares, for targets that emit a function for it. */
export interface BlockSignature {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, Value | undefined>;
}

/** The flat graph, every node after what it reads, and beside it the tree of blocks that it came from. */
export interface Graph {
  readonly name: string;
  readonly description: string | undefined;
  readonly input: InputNode;
  readonly nodes: readonly Node[];
  readonly body: Body;
  readonly blocks: ReadonlyMap<string, BlockSignature>;
  readonly output: ValueId;
  /** False where a mistake left out an item, so that totals would mislead. */
  readonly complete: boolean;
  readonly train: TrainSettings | undefined;
}

/** The node that makes a value; undefined for the input and for an unknown one. */
export function nodeOf(graph: Graph, id: ValueId): Node | undefined {
  return id > INPUT_ID ? graph.nodes[id - 1] : undefined;
}

/** What a value is called in summaries and messages. */
export function nameOfValue(graph: Graph, id: ValueId): string {
  return nodeOf(graph, id)?.name ?? graph.input.name;
}
