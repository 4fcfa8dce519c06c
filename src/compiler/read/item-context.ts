import type { Report } from '../../diagnostics/report';

/** What an item can refer to. */
export interface ItemContext {
  readonly report: Report;
  /** Names for expressions: parameters, counters of repeats, `let` values. */
  readonly parameters: ReadonlySet<string>;
  /** Names of blocks, to recognise a block written like a kind. */
  readonly blocks: ReadonlySet<string>;
}
