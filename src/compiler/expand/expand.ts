import type { Report, Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import type { Value } from '../../expression/ast';
import {
  type BlockUse,
  type Body,
  type Graph,
  INPUT_ID,
  type Node,
  type NodeOf,
  type Step,
  UNKNOWN_ID,
  type ValueId,
} from '../../graph/graph';
import type { Kind } from '../../schema/kinds';
import { layerOf } from '../../schema/kinds';
import type { BranchItem, ItemAst, LayerItem, SpecAst, UseItem } from '../ast';
import { entryOf, type MapTree } from '../tree';
import { readLayer } from '../validate/read-layer';
import { bindArguments } from './bind-arguments';
import type { Expectation } from './expectation';
import { recursionOf } from './recursion';
import { Scope } from './scope';

/** Layers and uses of blocks that one spec may expand to. */
export const MAXIMUM_NODES = 200_000;

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
  readonly parameters: ReadonlyMap<string, Value>;
  readonly uses: readonly Use[];
  readonly steps: Step[];
}

class Expander {
  readonly #spec: SpecAst;
  readonly #report: Report;
  readonly #nodes: Node[] = [];
  readonly #expectations: Expectation[] = [];
  readonly #recursive: ReadonlySet<string>;
  #count = 0;

  constructor(spec: SpecAst, report: Report) {
    this.#spec = spec;
    this.#report = report;
    this.#recursive = recursionOf(spec.blocks, report);
  }

  expand(): Expanded {
    const { name, description, input, layers, blocks, train } = this.#spec;
    const span = input?.span ?? layers[0]?.word.span;
    if (!span) throw new Error('nothing to expand');
    const scope = new Scope('', input ? INPUT_ID : UNKNOWN_ID, span);
    const steps: Step[] = [];
    const output = this.#list(layers, input ? INPUT_ID : UNKNOWN_ID, { scope, parameters: new Map(), uses: [], steps });
    const signatures = [...blocks].map(([block, { parameters }]) => {
      const defaults = new Map([...parameters].map(([key, parameter]) => [key, parameter.default]));
      return [block, { name: block, parameters: defaults }] as const;
    });
    const graph: Graph = {
      name,
      description,
      input: { name: 'input', shape: input?.shape ?? [], preprocess: input?.preprocess, site: { name: 'input', span } },
      nodes: this.#nodes,
      body: { input: INPUT_ID, steps, result: output },
      blocks: new Map(signatures),
      output,
      train: train?.settings,
    };
    return { graph, expectations: this.#expectations, names: scope };
  }

  #list(items: readonly ItemAst[], input: ValueId, place: Place): ValueId {
    const names = place.scope.declare(items, this.#report, place.uses);
    let current = input;
    items.forEach((item, index) => {
      const before = items[index - 1];
      const self = names[index] as string;
      if (item.type === 'branch') {
        current = this.#branch(item, current, items[index + 1], place);
        return;
      }
      const branch = before?.type === 'branch' ? before : undefined;
      const firstNode = this.#nodes.length;
      if (item.type === 'layer') current = this.#layer(item, self, current, branch, place);
      else if (item.type === 'use') current = this.#use(item, self, current, place);
      else current = UNKNOWN_ID;
      place.scope.settle(self, current);
      if (item.type !== 'broken' && item.expect) {
        const of = item.type === 'use' ? `block \`${place.scope.qualify(self)}\`` : `\`${place.scope.qualify(self)}\``;
        this.#expectations.push({
          of,
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
    return item.from ? item.from.map((word) => scope.resolve(word, self, this.#report, uses)) : [current];
  }

  /** The value after a branch is that of its last path: only a join may follow, and it reads the paths by their names. */
  #branch(item: BranchItem, current: ValueId, next: ItemAst | undefined, place: Place): ValueId {
    const [input = UNKNOWN_ID, ...others] = this.#inputs(item, '', current, place);
    if (others.length > 0) this.#severalFrom(item, others.length + 1, place.uses);
    const joined = next?.type === 'broken' || (next?.type === 'layer' && layerOf(next.kind).join);
    if (!joined) {
      const span = next?.word.span ?? item.word.span;
      this.#report.add('wiring/branch-not-joined', span, { found: next?.word.text }, { uses: place.uses });
    }
    for (const { name, items } of item.paths) {
      const scope = new Scope(place.scope.qualify(name.text), input, name.span, place.scope, false);
      const value = this.#list(items, input, { ...place, scope });
      place.scope.settle(name.text, value, scope);
    }
    return joined ? input : UNKNOWN_ID;
  }

  #layer(item: LayerItem, self: string, current: ValueId, branch: BranchItem | undefined, place: Place): ValueId {
    const paths = branch?.paths.map(({ name }) => name);
    const { join } = layerOf(item.kind);
    const inputs =
      join && paths && !item.from
        ? paths.map((path) => place.scope.resolve(path, '', this.#report, place.uses))
        : this.#inputs(item, self, current, place);
    const { uses } = place;
    if (join && branch && item.from)
      this.#report.add('wiring/join-from-branch', item.from[0]?.span ?? item.word.span, { kind: item.kind }, { uses });
    const lonely = join && !branch && inputs.length < 2;
    if (lonely && inputs[0] !== UNKNOWN_ID) {
      this.#report.add('wiring/nothing-to-join', item.word.span, { kind: item.kind }, { uses });
    }
    if (!join && inputs.length > 1) this.#severalFrom(item, inputs.length, uses);
    const wrong = lonely || (!join && inputs.length > 1);
    const node = this.#node(
      item,
      self,
      wrong ? [UNKNOWN_ID] : inputs,
      join && branch && !item.from ? paths?.map(({ text }) => text) : undefined,
      place,
    );
    return node?.id ?? UNKNOWN_ID;
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
      spanOf: (attribute, index) => attributeSpan(item, attribute, index),
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
    const parameters = bindArguments(item, block, [...this.#spec.blocks.keys()], place, this.#report);
    if (!block || !parameters || this.#recursive.has(block.name.text) || this.#isFull(item, place)) return UNKNOWN_ID;
    const scope = new Scope(name, input, block.name.span, place.scope);
    const steps: Step[] = [];
    const uses = [...place.uses, { name, span: item.block.span }];
    const result = this.#list(block.layers, input, { scope, parameters, uses, steps });
    place.scope.settle(self, result, scope);
    const body: Body = { input, steps, result };
    const use: BlockUse = { block: block.name.text, name, localName: self, parameters, body };
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

function attributeSpan({ attributes, word }: LayerItem, attribute: string, index?: number): Span {
  const value = (attributes satisfies MapTree | undefined) && entryOf(attributes as MapTree, attribute)?.value;
  if (!value) return word.span;
  return (index !== undefined && value.type === 'list' ? value.items[index]?.span : undefined) ?? value.span;
}
