/**
 * A spec, or the relevant part of one; the omitted parts (`modelc: 1`, an input of 8 x 8 x 4, a layer) are valid. An example that is too
 * long to print is generated, and `spec` describes it.
 */
export interface Example {
  readonly spec: string;
  /** Generates the whole text, if `spec` only describes it. */
  readonly made?: () => string;
  /** Other files, by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** `--set` on the command line. */
  readonly settings?: Readonly<Record<string, string>>;
  /** `--limit` on the command line. */
  readonly limits?: Readonly<Record<string, number>>;
}

/** A page of `modelc explain CODE`: why something is an error, a spec with the error, and the corrected spec. */
export interface Page {
  readonly why: string;
  readonly wrong: Example;
  readonly right: Example;
}

/** Makes a page; an example can be given as a plain text. */
export function page(why: string, wrong: string | Example, right: string | Example): Page {
  return { why, wrong: exampleOf(wrong), right: exampleOf(right) };
}

function exampleOf(example: string | Example): Example {
  return typeof example === 'string' ? { spec: example } : example;
}
