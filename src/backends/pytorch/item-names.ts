import { type BlockUse, type Node, nodeOf, type Output, type ValueId } from '../../graph/graph';
import { nodesIn } from '../../graph/walk';
import { hasWeights } from '../../schema/kinds';
import type { Program } from './frame';
import { type Computation, pathsIn } from './plan';

/** What the items of a body are called in the class of the body. */
export class ItemNames {
  readonly #program: Program;
  readonly #prefix: string;
  readonly #outputs: readonly Output[];
  /** The name of the path that a value ends, among the branches of the body. */
  readonly #paths: ReadonlyMap<ValueId, string>;

  /** The names of items start with a prefix that is the same for all, such as `incep1/`. */
  constructor(program: Program, prefix: string, { body, results }: Pick<Computation, 'body' | 'results'>) {
    this.#program = program;
    this.#prefix = prefix;
    this.#outputs = 'outputs' in results ? results.outputs : [];
    this.#paths = pathsIn(body);
  }

  /** The name of an item; on the way to an output of the model, it has the output's name instead of its scope's. */
  local(item: Node | BlockUse): string {
    const scope = this.#program.scopes.get(item);
    const output = scope && this.#outputs.find(({ value }) => value === scope.body.result);
    if (!output) return item.name.slice(this.#prefix.length);
    const isOnly = nodesIn(scope.body).every(({ kind, name }) => !hasWeights(kind) || name.startsWith(item.name));
    return isOnly ? output.name : `${output.name}/${item.localName}`;
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
    return this.#paths.get(value) ?? ([...this.#paths.values()].includes(inner) ? inner : undefined);
  }
}
