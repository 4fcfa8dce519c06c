import type { Report } from '../../diagnostics/report';

/** What items may refer to where they stand. */
export interface ItemContext {
  readonly report: Report;
  /** Names that expressions may use: parameters, counters of repeats, values of `let`. */
  readonly parameters: ReadonlySet<string>;
  /** Names of blocks, for who writes one as if it were a kind. */
  readonly blocks: ReadonlySet<string>;
}
