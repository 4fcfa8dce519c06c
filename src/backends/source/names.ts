/** How a language spells the identifiers of one sort. */
export interface Spelling {
  /** A wish, which is a word or several of a spec, as one identifier. */
  spell(wish: string): string;
  /** What goes between an identifier and the number that distinguishes it from another. */
  separator(identifier: string): string;
}

/** The identifiers of one scope of a generated program: unique, no reserved words, and none of the enclosing scopes'. */
export class Names {
  readonly #taken = new Set<string>();
  readonly #spelling: Spelling;
  readonly #reserved: ReadonlySet<string>;
  readonly #outer: Names | undefined;

  constructor(spelling: Spelling, reserved: ReadonlySet<string>, outer?: Names) {
    this.#spelling = spelling;
    this.#reserved = reserved;
    this.#outer = outer;
  }

  /** A new identifier as near to the wish as it can be: a reserved word gets an underscore, a second use of a name a number. */
  mint(wish: string, { spell, separator }: Spelling = this.#spelling): string {
    const base = spell(wish);
    const first = this.#reserved.has(base) ? `${base}_` : base;
    let name = first;
    for (let count = 2; this.#has(name); count++) name = `${first}${separator(first)}${count}`;
    this.#taken.add(name);
    return name;
  }

  /** Gives a name back, to be taken again. */
  free(name: string): void {
    this.#taken.delete(name);
  }

  /** Takes back a name that was given back. */
  take(name: string): void {
    this.#taken.add(name);
  }

  #has(name: string): boolean {
    return this.#taken.has(name) || this.#reserved.has(name) || (this.#outer ? this.#outer.#has(name) : false);
  }
}
