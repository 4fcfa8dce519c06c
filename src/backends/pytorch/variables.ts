import type { ValueId } from '../../graph/graph';
import { snakeCase } from '../python/identifiers';
import { Names } from '../source/names';
import type { Planned } from './plan';
import { reservedWords } from './reserved';

/** The name of the main line, reused as long as nobody needs its previous value. */
const MAIN = 'x';

/** The name of values on their way to the next statement, while the main line is still needed. */
const SECOND = 'out';

/** What a variable may be called. */
export interface Naming {
  /** Taken in any case, where there is one; else the main line's name is, where it is free. */
  readonly wish: string | undefined;
  /** Taken where the main line's name is not free. */
  readonly fallback: string;
  /** Whether the user named the value: then it keeps a name of its own if it is read again later. */
  readonly named: boolean;
}

/** The variables of one `forward`: which value each contains, and which can be reassigned. */
export class Variables {
  readonly #names = new Map<ValueId, string>();
  readonly #identifiers = new Names(snakeCase, new Set([...reservedWords, SECOND]));
  /** The last statement that reads a value; results are read at the end. */
  readonly #lastReader = new Map<ValueId, number>();
  readonly #readers = new Map<ValueId, number>();
  /** Whether no statement but the next one reads a value. */
  readonly #passed: (value: ValueId, index: number) => boolean;

  constructor(statements: readonly Planned[], results: readonly ValueId[]) {
    for (const [index, statement] of statements.entries()) {
      const inputs = statement.type === 'call' ? statement.use.body.inputs : statement.inputs;
      for (const value of inputs) {
        this.#lastReader.set(value, index);
        this.#readers.set(value, (this.#readers.get(value) ?? 0) + 1);
      }
    }
    const last = new Map(this.#lastReader);
    this.#passed = (value, index) => (last.get(value) ?? index) <= index + 1;
    for (const value of results) this.#lastReader.set(value, Number.POSITIVE_INFINITY);
  }

  /** Whether a value has a variable: what only a left-out layer reads has none. */
  has(value: ValueId): boolean {
    return this.#names.has(value);
  }

  /** The variable of a value. */
  of(value: ValueId): string {
    const name = this.#names.get(value);
    if (name === undefined) throw new Error(`value ${value} is read before it is made`);
    return name;
  }

  /** Whether any statement reads a value. */
  isRead(value: ValueId): boolean {
    return this.#readers.has(value);
  }

  /** Whether a statement after `index` reads a value. */
  isReadAfter(value: ValueId, index: number): boolean {
    return (this.#lastReader.get(value) ?? -1) > index;
  }

  /** An input value; the only one is the main line. */
  enter(value: ValueId, wish: string | undefined): string {
    const name = wish === undefined ? MAIN : this.#identifiers.mint(wish);
    this.#names.set(value, name);
    return name;
  }

  /** A name for something else than a value of the graph. */
  mint(wish: string): string {
    return this.#identifiers.mint(wish);
  }

  /** Gives a name back. */
  release(name: string): void {
    this.#identifiers.free(name);
  }

  /** A value equal to another one: the variable contains both. */
  alias(value: ValueId, name: string): void {
    this.#names.set(value, name);
  }

  /** A variable for a value that statement `index` makes. */
  assign(value: ValueId, index: number, { wish, fallback, named }: Naming): string {
    this.#forget(index);
    const kept = named && (this.#readers.get(value) ?? 0) > 1;
    const passing = wish === undefined && !kept;
    const name = passing
      ? (this.#passing(value, index) ?? this.#identifiers.mint(fallback))
      : this.#identifiers.mint(wish ?? fallback);
    this.#names.set(value, name);
    return name;
  }

  /** Releases the variables of values that nobody reads after a statement. */
  #forget(index: number): void {
    for (const [value, name] of this.#names) {
      if ((this.#lastReader.get(value) ?? -1) > index) continue;
      this.#names.delete(value);
      if (name !== MAIN && name !== SECOND && this.#isFree(name)) this.#identifiers.free(name);
    }
  }

  /** The name of the main line if it is free; otherwise the second one, for what only the next statement reads, or the result. */
  #passing(value: ValueId, index: number): string | undefined {
    if (this.#isFree(MAIN)) return MAIN;
    return this.#passed(value, index) && this.#isFree(SECOND) ? SECOND : undefined;
  }

  #isFree(name: string): boolean {
    return ![...this.#names.values()].includes(name);
  }
}
