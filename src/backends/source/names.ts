/** The identifiers of one scope of a generated program; none equals another, a reserved word, or one of the scopes around it. */
export class Names {
  readonly #taken = new Set<string>();
  readonly #reserved: ReadonlySet<string>;
  readonly #outer: Names | undefined;

  constructor(reserved: ReadonlySet<string>, outer?: Names) {
    this.#reserved = reserved;
    this.#outer = outer;
  }

  /** A new identifier as near to the wish as it can be: `conv2d_2` gives `conv2d2`, a second one `conv2d2_2`, `class` `class_`. */
  mint(wish: string): string {
    const base = camelCase(wish);
    const first = this.#reserved.has(base) ? `${base}_` : base;
    const separator = /\d$/.test(first) ? '_' : '';
    let name = first;
    for (let count = 2; this.#has(name); count++) name = `${first}${separator}${count}`;
    this.#taken.add(name);
    return name;
  }

  #has(name: string): boolean {
    return this.#taken.has(name) || this.#reserved.has(name) || (this.#outer ? this.#outer.#has(name) : false);
  }
}

/** Words of a spec's name, which are of letters, digits, `_`, `-` and `/`, as one word: `incep1/five-a` gives `incep1FiveA`. */
function camelCase(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const joined = words.map((word, index) => (index === 0 ? uncapitalize(word) : capitalize(word))).join('');
  return /^[a-z]/.test(joined) ? joined : `_${joined}`;
}

function capitalize(word: string): string {
  return `${word[0]?.toUpperCase()}${word.slice(1)}`;
}

/** `Conv` gives `conv`, and `URLPath` `urlPath`. */
function uncapitalize(word: string): string {
  return word.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase());
}
