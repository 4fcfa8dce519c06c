/** The text of a header is not valid; the message says where. */
export class HeaderTextError extends Error {}

/** Text from a file for a message: quoted, without control characters, at most one line long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

const WHITE = /[ \t\r\n]*/y;
const INTEGER = /(?:0|[1-9]\d{0,15})(?![\d.eE])/y;

/**
 * Parses the JSON that a safetensors header needs: objects, lists, strings and whole numbers. Unlike JSON.parse, it shows the
 * caller every key, including repeated ones, and deep nesting cannot overflow the stack, since the caller asks for each level.
 * Anything unexpected throws a HeaderTextError.
 */
export class HeaderText {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Calls `member` for each key, which must read the value. A repeated key is an error. */
  readObject(member: (key: string) => void): void {
    const keys = new Set<string>();
    this.#readSequence('{', '}', () => {
      const key = this.readString();
      if (keys.has(key)) this.fail(`duplicate name ${quote(key)}`);
      keys.add(key);
      this.#expect(':');
      member(key);
    });
  }

  readIntegers(): number[] {
    const integers: number[] = [];
    this.#readSequence('[', ']', () => integers.push(this.#readInteger()));
    return integers;
  }

  readString(): string {
    const start = this.#skipWhite();
    if (this.#text[start] !== '"') this.fail('expected a string');
    let end = this.#text.indexOf('"', start + 1);
    while (end >= 0 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    if (end < 0) this.fail('unterminated string');
    this.#at = end + 1;
    try {
      return JSON.parse(this.#text.slice(start, end + 1));
    } catch {
      this.#at = start;
      return this.fail('malformed string');
    }
  }

  /** Succeeds if only white space is left. */
  readEnd(): void {
    if (this.#skipWhite() < this.#text.length) this.fail('unexpected text after the end');
  }

  fail(message: string): never {
    throw new HeaderTextError(`${message} (character ${this.#at} of the header)`);
  }

  #readSequence(open: string, close: string, item: () => void): void {
    this.#expect(open);
    if (this.#text[this.#skipWhite()] !== close) {
      item();
      while (this.#text[this.#skipWhite()] === ',') {
        this.#at++;
        item();
      }
    }
    this.#expect(close);
  }

  #readInteger(): number {
    INTEGER.lastIndex = this.#skipWhite();
    const digits = INTEGER.exec(this.#text)?.[0];
    const value = Number(digits);
    if (digits === undefined || !Number.isSafeInteger(value)) this.fail('expected a whole number below 2^53');
    this.#at += String(digits).length;
    return value;
  }

  #expect(character: string): void {
    if (this.#text[this.#skipWhite()] !== character) this.fail(`expected \`${character}\``);
    this.#at++;
  }

  #skipWhite(): number {
    WHITE.lastIndex = this.#at;
    WHITE.test(this.#text);
    this.#at = WHITE.lastIndex;
    return this.#at;
  }

  #isEscaped(quote: number): boolean {
    let backslash = quote - 1;
    while (this.#text[backslash] === '\\') backslash--;
    return (quote - backslash) % 2 === 0;
  }
}
