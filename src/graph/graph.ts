import type { Use } from '../diagnostics/report';
import type { Span } from '../diagnostics/source';
import type { Axis } from '../dimensions/axis';
import type { Site } from '../dimensions/dimension';
import type { Expression, Value } from '../expression/ast';
import type { Attributes, Kind } from '../schema/kinds';
import type { TrainSettings } from '../schema/train';
import type { Locations } from './locations';

/** A value of the graph: inputs come first, from 0, and each node produces the value with its own id. */
export type ValueId = number;
/** The value after a reported error. */
export const UNKNOWN_ID: ValueId = -1;

export interface InputNode {
  /** `input` if there is only one. */
  readonly name: string;
  /** Without the batch, channels last; empty if unknown because of an error. */
  readonly shape: readonly number[];
  /** One per size. */
  readonly axes: readonly Axis[];
  /** One number per channel, or one for all of them. */
  readonly preprocess: { readonly mean: readonly number[]; readonly std: readonly number[] } | undefined;
  readonly site: Site;
}

/** A layer in one place, with all parameters filled in. */
export type Node = { readonly [K in Kind]: NodeOf<K> }[Kind];

export interface NodeOf<K extends Kind> {
  readonly id: ValueId;
  readonly kind: K;
  /** Qualified by its scopes, `incep1/five/conv2d_2`; the prefix of its weights' keys. */
  readonly name: string;
  /** The last part of the name, as in its scope. */
  readonly localName: string;
  /** True if the user wrote the name. */
  readonly named: boolean;
  /** Undefined if an attribute was wrong; such a node has no shape. */
  readonly attributes: Attributes<K> | undefined;
  /** Attributes (`filters`, `kernel/0`) that are expressions in the spec, for targets that keep parameters. */
  readonly symbols: ReadonlyMap<string, Expression>;
  /** The expression that names its kind, if the kind is not written itself. */
  readonly chosenBy: Expression | undefined;
  readonly inputs: readonly ValueId[];
  /** The owner of its weights; undefined if they are its own. */
  readonly sharing: Sharing | undefined;
  /** For a join of a branch: the names of its paths, in the order of the inputs. */
  readonly paths: readonly string[] | undefined;
  readonly site: Site;
  /** The enclosing uses of blocks, outermost first. */
  readonly uses: readonly Use[];
}

/** Weights that belong to another node. */
export interface Sharing {
  /** The first of all nodes that share the weights; of the same kind. */
  readonly owner: ValueId;
  /** Where `weights` names it, next to the layer or an enclosing use. */
  readonly span: Span;
  /** The enclosing uses of blocks there. */
  readonly uses: readonly Use[];
}

/** A list of layers as written. Steps have their own bodies where the text does. */
export interface Body {
  readonly inputs: readonly ValueId[];
  /** Walking them in order, including inner bodies, yields the nodes of the graph in order. */
  readonly steps: readonly Step[];
  readonly result: ValueId;
  /** The items whose conditions can differ between uses, in order. */
  readonly conditions: readonly Condition[];
  /** The indexes of the steps whose inputs are written with `from`; the others take the value before them. */
  readonly named: ReadonlySet<number>;
  /** Of these, the ones that name a layer inside of another item, `main/conv2d`. */
  readonly reaching: ReadonlySet<number>;
  /** What decides the steps themselves, and stands nowhere else in the tree. */
  readonly decisions: readonly Decision[];
}

/** Names in expressions for kinds, inputs and lists, and in conditions that are not kept: other values of theirs give other steps. */
export interface Decision {
  readonly names: readonly string[];
  /** The values that enter the item, whose sizes `in` has. */
  readonly inputs: readonly ValueId[];
}

/** `when` of a layer or of a use of a block, for targets that write it. */
export interface Condition {
  /** Over parameters, counters and sizes. */
  readonly when: Expression;
  readonly holds: boolean;
  /** Where it is written: the same for an item in all uses of its block. */
  readonly span: Span;
  /** The last part of the item's name. */
  readonly localName: string;
  /** The index of its step; if the condition left it out, of the step that comes instead. */
  readonly step: number;
  /** The values that enter the item. */
  readonly inputs: readonly ValueId[];
  /** The value before it in the list, which goes on if it is left out. */
  readonly before: ValueId;
}

export type Step =
  | { readonly type: 'node'; readonly node: Node }
  | { readonly type: 'use'; readonly use: BlockUse }
  | { readonly type: 'repeat'; readonly repeat: Repeat }
  | { readonly type: 'branch'; readonly branch: Branch }
  | { readonly type: 'side'; readonly side: Scope };

/** A body with a name, which is the prefix of the names inside: `name/…`. */
export interface Scope {
  /** Qualified name, like those of nodes. */
  readonly name: string;
  /** The last part of the name. */
  readonly localName: string;
  readonly body: Body;
}

/** Layers repeated several times, each iteration with its own weights. */
export interface Repeat {
  /** Qualified name, like those of nodes. */
  readonly name: string;
  readonly localName: string;
  /** Named `name/0`, `name/1`, …; each takes the result of the one before. */
  readonly iterations: readonly Iteration[];
  /** The names in expressions inside: of the counter, or with `over` of the item or its parts. */
  readonly names: readonly string[];
  /** True if it goes over the items of a list. */
  readonly over: boolean;
  /** How often it repeats, if that is an expression. */
  readonly times: Expression | undefined;
}

export interface Iteration extends Scope {
  /** What the names of the repeat mean in it. */
  readonly values: ReadonlyMap<string, Value>;
}

/** Paths that start from one value. In a valid graph, the next step is the node that joins their results. */
export interface Branch {
  /** In the order of the join's inputs. */
  readonly paths: readonly Scope[];
  /** Set if each path starts with a layer that takes its share of the value. */
  readonly split: Split | undefined;
}

/** How a value is shared among the paths of a branch. */
export interface Split {
  /** The sizes of the shares as far as they are expressions, by their index; undefined if all get the same number. */
  readonly sizes: ReadonlyMap<number, Expression> | undefined;
}

/** One use of a block. */
export interface BlockUse extends Scope {
  readonly block: string;
  /** The value of every parameter, including defaults. */
  readonly parameters: ReadonlyMap<string, Value>;
  /** Parameters that the use passes as expressions over those of the enclosing block, for targets that keep them. */
  readonly symbols: ReadonlyMap<string, Expression>;
  /** Parameters that the block computes, as expressions over those before them and the sizes of its inputs. */
  readonly computed: ReadonlyMap<string, Expression>;
}

/** The declaration of a block, for targets that emit a function for it. */
export interface BlockSignature {
  readonly name: string;
  /** Names of its inputs; `input` if it declares none. */
  readonly inputs: readonly string[];
  readonly parameters: ReadonlyMap<string, Value | undefined>;
}

/** The flat graph, every node after its inputs, and the tree of blocks that it came from. */
export interface Graph {
  readonly name: string;
  readonly description: string | undefined;
  /** At least one; input `i` is value `i`. */
  readonly inputs: readonly InputNode[];
  readonly nodes: readonly Node[];
  readonly body: Body;
  /** Where attributes are written, for messages and fixes. */
  readonly locations: Locations;
  readonly blocks: ReadonlyMap<string, BlockSignature>;
  /** `let` values, as far as they are known. */
  readonly lets: ReadonlyMap<string, Value>;
  /** At least one, in the order of the file. */
  readonly outputs: readonly Output[];
  /** False if an error left out an item, so that totals would be wrong. */
  readonly complete: boolean;
  /** True if expressions use sizes such as `in.height` that depend on those of the inputs: for other inputs, the graph is another one. */
  readonly usesSizes: boolean;
  readonly train: TrainSettings | undefined;
  /** Where `train` sets its precision, for targets that do not support it. */
  readonly precisionSpan: Span | undefined;
}

/** The part of a graph that is known while it grows. */
export type GraphSoFar = Pick<Graph, 'name' | 'inputs' | 'nodes' | 'locations'>;

/** An output of the model. */
export interface Output {
  /** The name in the spec, or else the name of its value. */
  readonly name: string;
  readonly value: ValueId;
  /** The weight of its loss in the sum of losses. */
  readonly lossWeight: number;
  /** Left out of evaluation, prediction and exports. */
  readonly trainOnly: boolean;
  /** Used for accuracy, prediction and exports; exactly one output is the main one. */
  readonly main: boolean;
  readonly site: Site;
}

/** The node that produces a value; undefined for inputs and unknown values. */
export function nodeOf(graph: Pick<Graph, 'inputs' | 'nodes'>, id: ValueId): Node | undefined {
  return graph.nodes[id - graph.inputs.length];
}

/** The name of a value in summaries and messages. */
export function nameOfValue(graph: GraphSoFar, id: ValueId): string {
  return nodeOf(graph, id)?.name ?? graph.inputs[id]?.name ?? 'input';
}

/** The input of a graph that has only one, as required for training. */
export function onlyInput(graph: Graph): InputNode {
  const [input, ...others] = graph.inputs;
  if (!input || others.length > 0) throw new Error(`${graph.name} has ${graph.inputs.length} inputs`);
  return input;
}

/** The output used for accuracy, prediction and exports. */
export function mainOutput(graph: Graph): Output {
  const main = graph.outputs.find((output) => output.main);
  if (!main) throw new Error(`${graph.name} has no main output`);
  return main;
}

/** How often each value is used by nodes and as an output. */
export function countReaders(graph: Graph): ReadonlyMap<ValueId, number> {
  const counts = new Map<ValueId, number>();
  const count = (id: ValueId): void => void counts.set(id, (counts.get(id) ?? 0) + 1);
  for (const { value } of graph.outputs) count(value);
  for (const { inputs } of graph.nodes) inputs.forEach(count);
  return counts;
}

/** What a consumer of the graph needs: all outputs, or those at inference. */
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
