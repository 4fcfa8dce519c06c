/**
 * A spec, or the part of one that matters: what it leaves out (`modelc: 1`, an input of 8 x 8 x 4, a layer) is sound. An example that is
 * too long to print is made by a program, and the text says what it is.
 */
export interface Example {
  readonly spec: string;
  /** The whole text, where `spec` only describes it. */
  readonly made?: () => string;
  /** Files beside it, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  /** `--set` on the command line. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Limits that the command line sets. */
  readonly limits?: Readonly<Record<string, number>>;
}

/** What `modelc explain CODE` says: why something is a mistake, a spec that makes it, and the same spec mended. */
export interface Page {
  readonly why: string;
  readonly wrong: Example;
  readonly right: Example;
}

/** A page whose examples are plain texts. */
export function page(why: string, wrong: string | Example, right: string | Example): Page {
  return { why, wrong: exampleOf(wrong), right: exampleOf(right) };
}

function exampleOf(example: string | Example): Example {
  return typeof example === 'string' ? { spec: example } : example;
}
