/** Words of Python's own, which no identifier may be. */
export const keywords: readonly string[] = (
  'False None True and as assert async await break case class continue def del elif else except finally for from global if import in is ' +
  'lambda match nonlocal not or pass raise return try type while with yield'
).split(' ');

/** The identifiers of one Python scope; none equals another, or a reserved word. */
export class Identifiers {
  readonly #taken = new Set<string>();
  readonly #reserved: ReadonlySet<string>;

  constructor(reserved: ReadonlySet<string>) {
    this.#reserved = reserved;
  }

  /** A new identifier as near to the wish as it can be: `five/conv-a` gives `five_conv_a`, `class` gives `class_`. */
  mint(wish: string): string {
    return this.#mint(snakeCase(wish), '_');
  }

  /** A new name of a class: `inception_a` gives `InceptionA`, and a second one `InceptionA2`. */
  mintClass(wish: string): string {
    const base = pascalCase(wish);
    return this.#mint(base, /\d$/.test(base) ? '_' : '');
  }

  #mint(base: string, separator: string): string {
    const first = this.#reserved.has(base) ? `${base}_` : base;
    let name = first;
    for (let count = 2; this.has(name); count++) name = `${first}${separator}${count}`;
    this.#taken.add(name);
    return name;
  }

  /** Gives a name back, to be taken again. */
  free(name: string): void {
    this.#taken.delete(name);
  }

  private has(name: string): boolean {
    return this.#taken.has(name) || this.#reserved.has(name);
  }
}

/** Python mangles names that begin with two underscores, and a trailing one is ours. */
function snakeCase(text: string): string {
  const joined = text.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(joined) ? joined : `_${joined}`;
}

/** `inception_a` gives `InceptionA`. */
function pascalCase(text: string): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  return words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join('');
}
