import type { Use } from '../diagnostics/report';
import type { Span } from '../diagnostics/source';
import type { Axis } from '../dimensions/axis';
import type { Site } from '../dimensions/dimension';
import type { Expression, Value } from '../expression/ast';
import type { Attributes, Kind } from '../schema/kinds';
import type { TrainSettings } from '../schema/train';
import type { Locations } from './locations';

/** A value of the graph: the inputs come first, from 0, and each node makes the value of its own id. */
export type ValueId = number;
/** Stands where a mistake, reported already, left no value. */
export const UNKNOWN_ID: ValueId = -1;

export interface InputNode {
  /** `input` where there is only one. */
  readonly name: string;
  /** Without the batch, channels last; empty where a mistake leaves it unknown. */
  readonly shape: readonly number[];
  /** One for each size. */
  readonly axes: readonly Axis[];
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
  /** Whose weights it uses; undefined where they are its own. */
  readonly sharing: Sharing | undefined;
  /** For a join of a branch: the names of its paths, in the order of the inputs. */
  readonly paths: readonly string[] | undefined;
  readonly site: Site;
  /** The uses of blocks around it, outermost first. */
  readonly uses: readonly Use[];
}

/** Weights that are those of another node. */
export interface Sharing {
  /** An earlier node of the same kind. */
  readonly owner: ValueId;
  /** Where `weights` names it, beside the layer or beside a use around it. */
  readonly span: Span;
  /** The uses of blocks around that place. */
  readonly uses: readonly Use[];
}

/** A list of layers as it was written. Steps hold bodies of their own where the text does. */
export interface Body {
  readonly inputs: readonly ValueId[];
  /** Walked in order, with the bodies inside each, they give the nodes of the graph in its order. */
  readonly steps: readonly Step[];
  readonly result: ValueId;
}

export type Step =
  | { readonly type: 'node'; readonly node: Node }
  | { readonly type: 'use'; readonly use: BlockUse }
  | { readonly type: 'repeat'; readonly repeat: Repeat }
  | { readonly type: 'branch'; readonly branch: Branch }
  | { readonly type: 'side'; readonly side: Scope };

/** A body with a name: what stands in it is called `name/…`. */
export interface Scope {
  /** Qualified, as nodes are. */
  readonly name: string;
  /** The last part of the name. */
  readonly localName: string;
  readonly body: Body;
}

/** Layers that stand several times one after another, each turn with weights of its own. */
export interface Repeat {
  /** Qualified, as nodes are. */
  readonly name: string;
  readonly localName: string;
  /** Called `name/0`, `name/1`, …; each takes the result of the one before. */
  readonly turns: readonly Scope[];
}

/** Paths that start from one value. In a graph without mistakes the next step is the node that joins their results. */
export interface Branch {
  /** In the order in which the join takes them. */
  readonly paths: readonly Scope[];
}

/** One use of a block. */
export interface BlockUse extends Scope {
  readonly block: string;
  /** The value of every parameter, defaults included. */
  readonly parameters: ReadonlyMap<string, Value>;
  /** Parameters that the use says by an expression over those of the block around it: for targets that keep them. */
  readonly symbols: ReadonlyMap<string, Expression>;
}

/** What a block declares, for targets that emit a function for it. */
export interface BlockSignature {
  readonly name: string;
  /** Names of its inputs; `input` where it declares none. */
  readonly inputs: readonly string[];
  readonly parameters: ReadonlyMap<string, Value | undefined>;
}

/** The flat graph, every node after what it reads, and beside it the tree of blocks that it came from. */
export interface Graph {
  readonly name: string;
  readonly description: string | undefined;
  /** At least one; the value of input `i` is `i`. */
  readonly inputs: readonly InputNode[];
  readonly nodes: readonly Node[];
  readonly body: Body;
  /** Where attributes are written, for messages and fixes. */
  readonly locations: Locations;
  readonly blocks: ReadonlyMap<string, BlockSignature>;
  /** Values of `let`, as far as they are known. */
  readonly lets: ReadonlyMap<string, Value>;
  /** At least one, in the order of the file. */
  readonly outputs: readonly Output[];
  /** False where a mistake left out an item, so that totals would mislead. */
  readonly complete: boolean;
  readonly train: TrainSettings | undefined;
  /** Where `train` says its precision, for a target that can't compute in it. */
  readonly precisionSpan: Span | undefined;
}

/** A value that the model gives. */
export interface Output {
  /** What the spec calls it, else the name of its value. */
  readonly name: string;
  readonly value: ValueId;
  /** What its loss counts in the sum of losses. */
  readonly lossWeight: number;
  /** Absent from evaluation, prediction and exports. */
  readonly trainOnly: boolean;
  /** Accuracy, prediction and exports use this one; exactly one output is so. */
  readonly main: boolean;
  readonly site: Site;
}

/** The node that makes a value; undefined for an input and for an unknown one. */
export function nodeOf(graph: Pick<Graph, 'inputs' | 'nodes'>, id: ValueId): Node | undefined {
  return graph.nodes[id - graph.inputs.length];
}

/** What a value is called in summaries and messages. */
export function nameOfValue(graph: Graph, id: ValueId): string {
  return nodeOf(graph, id)?.name ?? graph.inputs[id]?.name ?? 'input';
}

/** The input of a graph that has one, as training asks for. */
export function onlyInput(graph: Graph): InputNode {
  const [input, ...others] = graph.inputs;
  if (!input || others.length > 0) throw new Error(`${graph.name} has ${graph.inputs.length} inputs`);
  return input;
}

/** The output that accuracy, prediction and exports use. */
export function mainOutput(graph: Graph): Output {
  const main = graph.outputs.find((output) => output.main);
  if (!main) throw new Error(`${graph.name} has no main output`);
  return main;
}

/** How often each value is read by nodes, and as an output. */
export function countReaders(graph: Graph): ReadonlyMap<ValueId, number> {
  const counts = new Map<ValueId, number>();
  const count = (id: ValueId): void => void counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const { value } of graph.outputs) count(value);
  for (const { inputs } of graph.nodes) inputs.forEach(count);
  return counts;
}

/** What a consumer of the graph means by it: all outputs, or those that are there outside of training. */
export type Phase = 'training' | 'inference';

/** The outputs of a phase, in the order of the file. */
export function outputsIn(graph: Graph, phase: Phase): readonly Output[] {
  return phase === 'training' ? graph.outputs : graph.outputs.filter((output) => !output.trainOnly);
}

/** The nodes that some outputs depend on. */
export function nodesFor(graph: Graph, outputs: readonly Output[]): ReadonlySet<ValueId> {
  const found = new Set<ValueId>();
  const waiting = outputs.map(({ value }) => value);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const node = nodeOf(graph, id);
    if (!node || found.has(id)) continue;
    found.add(id);
    waiting.push(...node.inputs);
  }
  return found;
}
