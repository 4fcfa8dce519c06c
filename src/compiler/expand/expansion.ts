import type { Report, Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import { type Dimension, type Origin, type Shape, spatialAxes } from '../../dimensions/dimension';
import type { Condition, Decision, InputNode, Node, Output, Step, ValueId } from '../../graph/graph';
import type { AttributeSource } from '../../graph/locations';
import type { Limits } from '../../schema/limits';
import { ShapeInference } from '../../shape-infer/infer';
import type { ItemAst, SpecAst } from '../ast';
import type { Environment } from '../environment';
import type { LayerSection } from '../read/read-layer';
import type { MapTree, Word } from '../yaml/tree';
import type { Scope } from './scope';

/** No value to take yet: before the first layer of a spec or block with several inputs. */
export const NOTHING_ID: ValueId = -2;

/** The use of a block, or a scope in it, whose weights the layers in some place share. */
export interface Owner {
  /** The names of its layers; undefined if it has no such scope, because the two uses of the block differ. */
  readonly scope: Scope | undefined;
  /** The name in `weights`. */
  readonly word: Word;
  /** Where the item of that name is. */
  readonly span: Span;
  readonly uses: readonly Use[];
}

/** What is expanded. It is the same for all items, and nothing changes it. */
export interface Task {
  readonly spec: SpecAst;
  readonly limits: Limits;
  readonly report: Report;
  /** Blocks that cannot be expanded. */
  readonly endless: ReadonlySet<string>;
}

/** The context of a list of items. */
export interface Place {
  readonly scope: Scope;
  readonly parameters: Environment;
  readonly uses: readonly Use[];
  /** The enclosing blocks, outermost first: a block named by a parameter could be one of them. */
  readonly chain: readonly string[];
  readonly steps: Step[];
  readonly conditions: Condition[];
  readonly named: Set<number>;
  readonly reaching: Set<number>;
  readonly decisions: Decision[];
  /** The use of a block whose weights the layers here share, found there under the same names; undefined if they have their own. */
  readonly owner: Owner | undefined;
  readonly task: Task;
  /** The result so far. */
  readonly expansion: Expansion;
}

/** What a list of items becomes, before any is expanded. */
export function emptyList(): Pick<Place, 'steps' | 'conditions' | 'named' | 'reaching' | 'decisions'> {
  return { steps: [], conditions: [], named: new Set(), reaching: new Set(), decisions: [] };
}

/** The last value of one path of a branch. */
export interface PathValue {
  readonly name: string;
  readonly value: ValueId;
}

/** The input of a layer without `from`: the value before it, or after a branch the values of its paths. */
export interface Current {
  readonly value: ValueId;
  readonly paths: readonly PathValue[] | undefined;
}

/** The output that an item with `output` declares. */
export type MarkedOutput = Omit<Output, 'main'> & { readonly main: boolean; readonly named: boolean };

/** An `expect` of an item, to be compared with the inferred shapes and counts. */
export interface Expectation {
  /** The item's description in messages. */
  readonly of: string;
  readonly tree: MapTree;
  readonly value: ValueId;
  /** The item expanded to the nodes `[firstNode, afterLastNode)` of the graph. */
  readonly firstNode: number;
  readonly afterLastNode: number;
  readonly parameters: Environment;
  readonly uses: readonly Use[];
}

/** The attributes of a layer, undefined if one is wrong, and where each is written. */
export interface ReadAttributes {
  readonly section: LayerSection | undefined;
  readonly sources: ReadonlyMap<string, AttributeSource>;
}

/** The result so far, while the items of a spec are expanded one by one. */
export class Expansion {
  readonly nodes: Node[] = [];
  readonly locations = new Map<ValueId, ReadonlyMap<string, AttributeSource>>();
  readonly expectations: Expectation[] = [];
  readonly outputs: MarkedOutput[] = [];
  /** Blocks that have been expanded. */
  readonly used = new Set<string>();
  /** Attributes that are the same in all uses of a layer. */
  readonly constant = new Map<ItemAst, ReadAttributes>();
  /** False if an error left out an item. */
  complete = true;
  /** Origins of sizes known to be the same whatever the height, width, depth or length of the inputs. */
  readonly #fixed = new Set<Origin>();
  #usesSizes = false;
  #count = 0;
  #toldTooMany = false;

  readonly #task: Task;
  readonly #inference: ShapeInference;

  constructor(task: Task, inputs: readonly InputNode[]) {
    this.#task = task;
    const { nodes, locations } = this;
    const { spec, limits, report } = task;
    this.#inference = new ShapeInference({ name: spec.name, inputs, nodes, locations }, limits, report);
  }

  /** Output shapes, weights and costs of the nodes so far. */
  get inference(): Pick<ShapeInference, 'typings' | 'weights'> {
    return this.#inference;
  }

  /** Whether an expression used a size that depends on the height, width, depth or length of an input. */
  get usesSizes(): boolean {
    return this.#usesSizes;
  }

  /** An expression uses this size. */
  noteSize({ origin }: Dimension): void {
    if (this.#usesSizes) return;
    const inputs = this.#task.spec.inputs.flatMap((_, id) => spatialAxes(this.shapeOf(id) ?? []));
    const varying = new Set(inputs.map((size) => size.origin));
    const waiting = [origin];
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      if (this.#fixed.has(one)) continue;
      this.#usesSizes ||= varying.has(one);
      this.#fixed.add(one);
      if (one.type === 'derived') waiting.push(...one.operands.map((operand) => operand.origin));
    }
  }

  /** The shape of a value; undefined if it is unknown because of an error. */
  shapeOf(id: ValueId): Shape | undefined {
    return this.#inference.typings.get(id)?.output;
  }

  /** The id of the next node. */
  get nextId(): ValueId {
    return this.#inputCount + this.nodes.length;
  }

  /** The node that produces a value. */
  node(id: ValueId): Node | undefined {
    return this.nodes[id - this.#inputCount];
  }

  get #inputCount(): number {
    return Math.max(this.#task.spec.inputs.length, 1);
  }

  addNode(node: Node, sources: ReadonlyMap<string, AttributeSource>): void {
    this.nodes.push(node);
    if (sources.size > 0) this.locations.set(node.id, sources);
    this.#inference.add(node);
  }

  /** Counts one more layer, iteration or use of a block. Above the limit, nothing more is expanded. */
  isFull({ word }: ItemAst, { uses }: Place, at?: Span): boolean {
    return this.#isFullWith(1, uses[0]?.span ?? at ?? word.span);
  }

  /** Counts the values that one name stands for in the same way. */
  isFullWith(values: number, { span }: Word, { uses }: Place): boolean {
    return this.#isFullWith(values, uses[0]?.span ?? span);
  }

  #isFullWith(more: number, span: Span): boolean {
    this.#count += more;
    if (this.#count > this.#task.limits.layers) this.tooMany(span);
    return this.#count > this.#task.limits.layers;
  }

  /** Reports that the limit would be exceeded, and expands nothing. */
  refuse(span: Span): void {
    this.#count = this.#task.limits.layers + 1;
    this.tooMany(span);
  }

  /** Reported once: the items inside also exceed the limit. */
  tooMany(span: Span): void {
    if (this.#toldTooMany) return;
    this.#toldTooMany = true;
    this.#task.report.add('graph/too-many-nodes', span, { limit: this.#task.limits.layers });
  }

  /** Runs a check and discards its result. */
  withoutTrace(check: () => void): void {
    const { complete } = this;
    const lengths = [this.nodes.length, this.expectations.length, this.outputs.length];
    check();
    for (const { id } of this.nodes.slice(lengths[0])) this.locations.delete(id);
    for (const [index, list] of [this.nodes, this.expectations, this.outputs].entries())
      list.length = lengths[index] as number;
    this.complete = complete;
  }
}
