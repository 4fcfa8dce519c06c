import type { Value } from '../expression/ast';

/** Values of `let` by name; `'later'` where one is wrong, so that what needs it is left alone. */
export type LetValues = ReadonlyMap<string, Value> | 'later';

/** `let:` as the rest of a spec sees it. */
export interface Lets {
  readonly values: LetValues;
  /** What is declared, right or wrong. */
  readonly names: ReadonlySet<string>;
  /** Those to which the command line gives another value than the files. */
  readonly changed: readonly string[];
}
