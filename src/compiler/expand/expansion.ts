import type { Report, Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import type { Value } from '../../expression/ast';
import type { Node, Output, Step, ValueId } from '../../graph/graph';
import type { AttributeSource } from '../../graph/locations';
import type { ItemAst, SpecAst } from '../ast';
import type { LayerSection } from '../read/read-layer';
import { endlessBlocks } from './endless-blocks';
import type { Expectation } from './expectation';
import type { Scope } from './scope';
import type { Owner } from './shared-weights';

/** Stands where nothing was there to take yet: before the first layer of a spec, or block, with several inputs. */
export const NOTHING_ID: ValueId = -2;

/** Where a list of items stands. */
export interface Place {
  readonly scope: Scope;
  /** `'later'`: they have no values, for nobody uses the block. */
  readonly parameters: ReadonlyMap<string, Value> | 'later';
  readonly uses: readonly Use[];
  /** The blocks around, outermost first: what a parameter names can lead back to one of them. */
  readonly chain: readonly string[];
  readonly steps: Step[];
  /** The use of a block whose weights the layers here use, found there under the same names; undefined where they have their own. */
  readonly owner: Owner | undefined;
}

/** The value at the end of one path of a branch. */
export interface PathValue {
  readonly name: string;
  readonly value: ValueId;
}

/** What a layer without `from` takes: the value above it, or right after a branch the values of its paths. */
export interface Current {
  readonly value: ValueId;
  readonly paths: readonly PathValue[] | undefined;
}

/** What an item with `output` makes of its value. */
export type MarkedOutput = Omit<Output, 'main'> & { readonly main: boolean; readonly named: boolean };

/** The attributes of a layer, undefined where one is wrong, and where each is written. */
export interface ReadAttributes {
  readonly section: LayerSection | undefined;
  readonly sources: ReadonlyMap<string, AttributeSource>;
}

/** What has come of a spec so far, while its items are expanded one after another. */
export class Expansion {
  readonly nodes: Node[] = [];
  readonly locations = new Map<ValueId, ReadonlyMap<string, AttributeSource>>();
  readonly expectations: Expectation[] = [];
  readonly outputs: MarkedOutput[] = [];
  /** Blocks that cannot be expanded. */
  readonly endless: ReadonlySet<string>;
  /** Blocks that have been expanded. */
  readonly used = new Set<string>();
  /** Attributes that are the same wherever the layer is used. */
  readonly constant = new Map<ItemAst, ReadAttributes>();
  /** False once a mistake has left out an item. */
  complete = true;
  #count = 0;
  #toldTooMany = false;

  constructor(
    readonly spec: SpecAst,
    /** Layers, turns and uses of blocks that there may be. */
    readonly limit: number,
    readonly report: Report,
  ) {
    this.endless = endlessBlocks(spec.blocks, report);
  }

  /** The id of the next node. */
  get nextId(): ValueId {
    return this.#inputCount + this.nodes.length;
  }

  /** The node that makes a value. */
  node(id: ValueId): Node | undefined {
    return this.nodes[id - this.#inputCount];
  }

  get #inputCount(): number {
    return Math.max(this.spec.inputs.length, 1);
  }

  addNode(node: Node, sources: ReadonlyMap<string, AttributeSource>): void {
    this.nodes.push(node);
    if (sources.size > 0) this.locations.set(node.id, sources);
  }

  /** Counts one more layer, turn or use of a block; once there are too many, nothing is expanded any more. */
  isFull({ word }: ItemAst, { uses }: Place, at?: Span): boolean {
    this.#count++;
    if (this.#count === this.limit + 1) this.tooMany(uses[0]?.span ?? at ?? word.span);
    return this.#count > this.limit;
  }

  /** Reports that there would be too many, and expands nothing. */
  refuse(span: Span): void {
    this.#count = this.limit + 1;
    this.tooMany(span);
  }

  /** Said once: what stands inside of too much is part of it. */
  tooMany(span: Span): void {
    if (this.#toldTooMany) return;
    this.#toldTooMany = true;
    this.report.add('graph/too-many-nodes', span, { limit: this.limit });
  }

  /** Runs what is only to be checked, and lets go of what comes of it. */
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
