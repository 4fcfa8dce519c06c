import type { BlockUse, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { pascalCase } from '../python/identifiers';
import type { Names } from '../source/names';

/** Names for the classes of blocks: a block that needs several has the first under its own name, the others by what they are for. */
export class ClassNames {
  readonly #graph: TypedGraph;
  readonly #names: Names;
  /** The uses for which a block has a class so far. */
  readonly #known = new Map<string, BlockUse[]>();

  constructor(graph: TypedGraph, names: Names) {
    this.#graph = graph;
    this.#names = names;
  }

  /** `Pool`, and `PoolSame` for uses with the padding `same`. `read` are the parameters of the class, which say nothing about all of its uses. */
  mint(use: BlockUse, read: ReadonlySet<string>): string {
    const known = this.#known.get(use.block) ?? [];
    this.#known.set(use.block, [...known, use]);
    const suffix = known.length === 0 ? undefined : (wordFor(use, known, read) ?? this.#rankFor(use, known));
    return this.#names.mint([use.block, ...(suffix ?? [])].join(' '), pascalCase);
  }

  /** `1d` for values without a height, as PyTorch says it, if the other classes are for images. */
  #rankFor({ body }: BlockUse, known: readonly BlockUse[]): string[] | undefined {
    const rankOf = ([input = -1]: readonly ValueId[]): number =>
      Math.min(typingOf(this.#graph, input).output.length, 3);
    const rank = rankOf(body.inputs);
    return known.some((other) => rankOf(other.body.inputs) === rank) ? undefined : [rank === 3 ? '2d' : '1d'];
  }
}

/** A word that only the new use gives a parameter, or the name of a parameter that only it sets. */
function wordFor(
  { parameters }: BlockUse,
  known: readonly BlockUse[],
  read: ReadonlySet<string>,
): string[] | undefined {
  for (const [name, value] of parameters) {
    if (read.has(name) || known.some((other) => other.parameters.get(name) === value)) continue;
    if (typeof value === 'string') return [value];
    if (value === true) return [name];
  }
  return undefined;
}
