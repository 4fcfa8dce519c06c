import { type BlockUse, type Node, nodeOf, type Output, type Scope, type ValueId } from '../../graph/graph';
import { nodesIn } from '../../graph/walk';
import { hasWeights } from '../../schema/kinds';
import type { Program } from './frame';
import { type Computation, pathsIn } from './plan';

/** What the items of a body are called in the class of the body. */
export class ItemNames {
  readonly #program: Program;
  readonly #prefix: string;
  readonly #outputs: readonly Output[];
  /** What the class returns besides its result. */
  readonly #returned: readonly ValueId[];
  /** The name of the path that a value ends, among the branches of the body. */
  readonly #paths: ReadonlyMap<ValueId, string>;

  /** The names of items start with a prefix that is the same for all, such as `incep1/`. */
  constructor(program: Program, prefix: string, { body, results }: Pick<Computation, 'body' | 'results'>) {
    this.#program = program;
    this.#prefix = prefix;
    this.#outputs = 'outputs' in results ? results.outputs : [];
    this.#returned = 'values' in results ? results.values.slice(1) : [];
    this.#paths = pathsIn(body);
  }

  /**
   * The name of an item. The only one with weights in a side path or a path of a branch has the name of the path; on the way to an output of the
   * model, the output's name stands for that of the path.
   */
  local(item: Node | BlockUse): string {
    const local = this.#chosenName(item) ?? item.name.slice(this.#prefix.length);
    const scope = this.#program.scopes.get(item);
    if (!scope || `${scope.name}/` === this.#prefix) return local;
    const output = this.#outputs.find(({ value }) => value === scope.body.result);
    const path = output?.name ?? scope.name.slice(this.#prefix.length);
    return this.#isOnly(item, scope) ? path : `${path}/${item.localName}`;
  }

  /** A layer that a parameter chooses is called like the parameter. */
  #chosenName(item: Node | BlockUse): string | undefined {
    if (!('chosenBy' in item) || item.named || item.chosenBy?.type !== 'name') return undefined;
    return `${item.name.slice(this.#prefix.length, -item.localName.length)}${item.chosenBy.name}`;
  }

  /** Whether an item is the only one of a path that has weights, and has neither a name nor weights of others. */
  #isOnly(item: Node | BlockUse, { body }: Scope): boolean {
    const isNamed = 'named' in item ? item.named : !item.localName.startsWith(item.block);
    const isAlone = nodesIn(body).every(
      ({ id, kind, name }) => !this.#program.sharing.has(id) && (!hasWeights(kind) || name.startsWith(item.name)),
    );
    return isAlone && !isNamed;
  }

  /** The name of a value that a block returns besides its result: that of its side path, if it ends one. */
  exported(value: ValueId): string {
    const node = nodeOf(this.#program.graph, value);
    const scope = node && this.#program.scopes.get(node);
    return (scope?.body.result === value ? scope.localName : node?.localName) ?? '';
  }

  /** The path that a value ends, or is in, within the class. */
  path(value: ValueId, item: Node | BlockUse | undefined): string | undefined {
    const scope = item && this.#program.scopes.get(item);
    const inner = scope && `${scope.name}/` !== this.#prefix ? scope.localName : '';
    if (this.#returned.includes(value)) return this.exported(value);
    return this.#paths.get(value) ?? ([...this.#paths.values()].includes(inner) ? inner : undefined);
  }
}
