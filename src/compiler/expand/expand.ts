import type { Report, Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import type { Value } from '../../expression/ast';
import {
  type BlockUse,
  type Body,
  type Graph,
  type Node,
  type NodeOf,
  type Step,
  UNKNOWN_ID,
  type ValueId,
} from '../../graph/graph';
import type { Kind } from '../../schema/kinds';
import { layerOf } from '../../schema/kinds';
import type { BranchItem, ItemAst, LayerItem, SpecAst, UseItem } from '../ast';
import { MAXIMUM_NODES } from '../limits';
import { readLayer } from '../validate/read-layer';
import type { Section } from '../validate/read-section';
import { bindArguments } from './bind-arguments';
import { endlessBlocks } from './endless-blocks';
import type { Expectation } from './expectation';
import { Scope } from './scope';

export interface Expanded {
  readonly graph: Graph;
  readonly expectations: readonly Expectation[];
  /** What `expect.shapes` of the file may name. */
  readonly names: Scope;
}

/** Blocks, parameters and expressions -> flat graph. Afterwards wiring is by id, and every node keeps its place in the file. */
export function expand(spec: SpecAst, report: Report): Expanded {
  return new Expander(spec, report).expand();
}

/** Where a list of items stands. */
interface Place {
  readonly scope: Scope;
  /** `'later'`: they have no values, for nobody uses the block. */
  readonly parameters: ReadonlyMap<string, Value> | 'later';
  readonly uses: readonly Use[];
  readonly steps: Step[];
}

/** The value at the end of one path of a branch. */
interface PathValue {
  readonly name: string;
  readonly value: ValueId;
}

/** What a layer without `from` takes: the value above it, or right after a branch the values of its paths. */
interface Current {
  readonly value: ValueId;
  readonly paths: readonly PathValue[] | undefined;
}

class Expander {
  readonly #spec: SpecAst;
  readonly #report: Report;
  readonly #nodes: Node[] = [];
  readonly #expectations: Expectation[] = [];
  readonly #endless: ReadonlySet<string>;
  readonly #used = new Set<string>();
  #count = 0;
  #complete = true;

  constructor(spec: SpecAst, report: Report) {
    this.#spec = spec;
    this.#report = report;
    this.#endless = endlessBlocks(spec.blocks, report);
  }

  expand(): Expanded {
    const { name, description, input, layers, blocks, train } = this.#spec;
    const span = input?.span ?? layers[0]?.word.span;
    if (!span) throw new Error('nothing to expand');
    const scope = new Scope('', input ? 0 : UNKNOWN_ID, span);
    const steps: Step[] = [];
    const output = this.#list(layers, input ? 0 : UNKNOWN_ID, { scope, parameters: new Map(), uses: [], steps });
    this.#checkUnused();
    const signatures = [...blocks].map(([block, { parameters }]) => {
      const defaults = new Map([...parameters].map(([key, parameter]) => [key, parameter.default]));
      return [block, { name: block, inputs: ['input'], parameters: defaults }] as const;
    });
    const graph: Graph = {
      name,
      description,
      inputs: [
        { name: 'input', shape: input?.shape ?? [], preprocess: input?.preprocess, site: { name: 'input', span } },
      ],
      nodes: this.#nodes,
      body: { inputs: [0], steps, result: output },
      blocks: new Map(signatures),
      outputs: [
        {
          name: this.#nodes[output - 1]?.name ?? 'input',
          value: output,
          lossWeight: 1,
          trainOnly: false,
          main: true,
          site: this.#nodes[output - 1]?.site ?? { name: 'input', span },
        },
      ],
      complete: this.#complete,
      train: train?.settings,
    };
    return { graph, expectations: this.#expectations, names: scope };
  }

  /** Wiring inside of blocks that nobody uses: they are walked through like the others, and what comes of it is let go. */
  #checkUnused(): void {
    const kept = { nodes: this.#nodes.length, expectations: this.#expectations.length, complete: this.#complete };
    for (const block of this.#spec.blocks.values()) {
      if (block.broken || this.#used.has(block.name.text)) continue;
      const scope = new Scope(block.name.text, UNKNOWN_ID, block.name.span);
      this.#list(block.layers, UNKNOWN_ID, { scope, parameters: 'later', uses: [], steps: [] });
      this.#nodes.length = kept.nodes;
      this.#expectations.length = kept.expectations;
    }
    this.#complete = kept.complete;
  }

  #list(items: readonly ItemAst[], input: ValueId, place: Place): ValueId {
    const names = place.scope.declare(items, this.#report, place.uses);
    let current = input;
    let paths: readonly PathValue[] | undefined;
    items.forEach((item, index) => {
      const self = names[index] as string;
      if (item.type === 'branch') {
        paths = this.#branch(item, current, items[index + 1], place);
        current = UNKNOWN_ID;
        return;
      }
      const firstNode = this.#nodes.length;
      if (item.type === 'layer') current = this.#layer(item, self, { value: current, paths }, place);
      else if (item.type === 'use') current = this.#use(item, self, current, place);
      else current = UNKNOWN_ID;
      if (current === UNKNOWN_ID) this.#complete = false;
      paths = undefined;
      place.scope.settle(self, current);
      if (item.type !== 'broken' && item.expect) {
        const name = `\`${place.scope.qualify(self)}\``;
        this.#expectations.push({
          of: item.type === 'use' ? `block ${name}` : name,
          tree: item.expect,
          value: current,
          firstNode,
          afterLastNode: this.#nodes.length,
          parameters: place.parameters,
          uses: place.uses,
        });
      }
    });
    return current;
  }

  #inputs(item: ItemAst, self: string, current: ValueId, { scope, uses }: Place): readonly ValueId[] {
    if (!item.from) return [current];
    if (item.from.length === 0) return [UNKNOWN_ID];
    return item.from.map((word) => scope.resolve(word, self, this.#report, uses));
  }

  /** The values of the paths, for the join that must follow. */
  #branch(item: BranchItem, current: ValueId, next: ItemAst | undefined, place: Place): readonly PathValue[] {
    const [input = UNKNOWN_ID, ...others] = this.#inputs(item, '', current, place);
    if (others.length > 0) this.#severalFrom(item, others.length + 1, place.uses);
    const joined = next?.type === 'broken' || (next?.type === 'layer' && layerOf(next.kind).join);
    if (!joined) {
      const span = next?.word.span ?? item.word.span;
      this.#report.add('wiring/branch-not-joined', span, { found: next?.word.text }, { uses: place.uses });
    }
    return item.paths.map(({ name, items }) => {
      const scope = new Scope(place.scope.qualify(name.text), input, name.span, place.scope, false);
      const value = this.#list(items, input, { ...place, scope });
      place.scope.settle(name.text, value, scope);
      return { name: name.text, value };
    });
  }

  #layer(item: LayerItem, self: string, { value, paths }: Current, place: Place): ValueId {
    const { join } = layerOf(item.kind);
    const joined = join && !item.from ? paths : undefined;
    const inputs = joined ? joined.map((path) => path.value) : this.#inputs(item, self, value, place);
    const wrong = this.#wrongInputs(item, inputs, { join, afterBranch: paths !== undefined }, place.uses);
    const node = this.#node(
      item,
      self,
      wrong ? [UNKNOWN_ID] : inputs,
      joined?.map(({ name }) => name),
      place,
    );
    return node?.id ?? UNKNOWN_ID;
  }

  /** Reports a join that has too little to join, and any other layer that was given too much. */
  #wrongInputs(
    item: LayerItem,
    inputs: readonly ValueId[],
    { join, afterBranch }: { readonly join: boolean; readonly afterBranch: boolean },
    uses: readonly Use[],
  ): boolean {
    const { kind, word, from } = item;
    if (!join) {
      const known = !inputs.includes(UNKNOWN_ID);
      if (inputs.length > 1 && known) this.#severalFrom(item, inputs.length, uses);
      return inputs.length > 1;
    }
    if (afterBranch && from)
      this.#report.add('wiring/join-from-branch', from[0]?.span ?? word.span, { kind }, { uses });
    const lonely = !afterBranch && inputs.length < 2;
    if (lonely && inputs[0] !== UNKNOWN_ID) this.#report.add('wiring/nothing-to-join', word.span, { kind }, { uses });
    return lonely;
  }

  #node(
    item: LayerItem,
    self: string,
    inputs: readonly ValueId[],
    paths: readonly string[] | undefined,
    place: Place,
  ): Node | undefined {
    if (this.#isFull(item, place)) return undefined;
    const name = place.scope.qualify(self);
    const { parameters, uses } = place;
    const section = readLayer(item.kind, item.attributes, {
      report: this.#report,
      kindSpan: item.word.span,
      names: parameters,
      uses,
    });
    const node: NodeOf<Kind> = {
      id: this.#nodes.length + 1,
      kind: item.kind,
      name,
      localName: self,
      named: item.name !== undefined,
      attributes: section?.values as NodeOf<Kind>['attributes'],
      symbols: section?.symbols ?? new Map(),
      inputs,
      paths,
      site: { name, span: item.word.span },
      spanOf: (attribute, index) => attributeSpan(item, section, attribute, index),
      uses,
    };
    this.#nodes.push(node as Node);
    place.steps.push({ type: 'node', node: node as Node });
    return node as Node;
  }

  #use(item: UseItem, self: string, current: ValueId, place: Place): ValueId {
    const inputs = this.#inputs(item, self, current, place);
    const [input = UNKNOWN_ID] = inputs;
    if (inputs.length > 1) this.#severalFrom(item, inputs.length, place.uses);
    const block = this.#spec.blocks.get(item.block.text);
    const name = place.scope.qualify(self);
    if (block?.broken) return UNKNOWN_ID;
    const bound = bindArguments(item, block, [...this.#spec.blocks.keys()], place, this.#report);
    if (!block || !bound || this.#endless.has(block.name.text) || this.#isFull(item, place)) return UNKNOWN_ID;
    const scope = new Scope(name, input, block.name.span, place.scope);
    const steps: Step[] = [];
    const uses = [...place.uses, { name, span: item.block.span }];
    this.#used.add(block.name.text);
    const { values: parameters, symbols } = bound;
    const result = this.#list(block.layers, input, { scope, parameters, uses, steps });
    place.scope.settle(self, result, scope);
    const body: Body = { inputs: [input], steps, result };
    const use: BlockUse = { block: block.name.text, name, localName: self, parameters, symbols, body };
    place.steps.push({ type: 'use', use });
    return result;
  }

  /** Counts one more layer or use of a block; once there are too many, nothing is expanded any more. */
  #isFull({ word }: ItemAst, { uses }: Place): boolean {
    this.#count++;
    if (this.#count === MAXIMUM_NODES + 1) {
      this.#report.add('graph/too-many-nodes', uses[0]?.span ?? word.span, { limit: MAXIMUM_NODES });
    }
    return this.#count > MAXIMUM_NODES;
  }

  #severalFrom(item: ItemAst, count: number, uses: readonly Use[]): void {
    this.#report.add(
      'wiring/several-from',
      item.from?.[1]?.span ?? item.word.span,
      { kind: item.word.text, count },
      { uses },
    );
  }
}

/** Where an attribute, or one number of it, is written; the kind where it is not. */
function attributeSpan({ word }: LayerItem, section: Section | undefined, attribute: string, index?: number): Span {
  const value = section?.trees.get(attribute);
  if (!value) return word.span;
  return (index !== undefined && value.type === 'list' ? value.items[index]?.span : undefined) ?? value.span;
}
