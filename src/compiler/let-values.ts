import type { Value } from '../expression/ast';

/** `let` values by name; `'later'` if one is wrong, so that whatever needs it is skipped. */
export type LetValues = ReadonlyMap<string, Value> | 'later';

/** `let:` as the rest of a spec sees it. */
export interface Lets {
  readonly values: LetValues;
  /** All declared names, right or wrong. */
  readonly names: ReadonlySet<string>;
  /** Names whose values the command line changed. */
  readonly changed: readonly string[];
}
