import type { Report } from '../../diagnostics/report';

/** What an item can refer to. */
export interface ItemContext {
  readonly report: Report;
  /** Names for expressions: parameters, counters of repeats, `let` values. */
  readonly parameters: ReadonlySet<string>;
  /** Names of sizes, `in.channels`, for expressions that are evaluated when the inputs of their item are known. */
  readonly sizes: ReadonlySet<string>;
  /** Names of blocks, to recognise a block written like a kind. */
  readonly blocks: ReadonlySet<string>;
}
