import type { Report, Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import type { Environment } from '../environment';
import type { Entry } from '../yaml/tree';

/** Where a section is read: its description in messages, and the names for its expressions. */
export interface SectionContext {
  readonly report: Report;
  /** Such as `` `conv2d` ``, for "needs …" and "unknown key … in …". */
  readonly title: string;
  /** The location of errors about missing keys. */
  readonly titleSpan: Span;
  /** Undefined: expressions are not allowed. */
  readonly names: Environment | undefined;
  readonly uses?: readonly Use[];
  /** Names that expressions can use here, to recognise a name that is not written as an expression. */
  readonly declared?: ReadonlySet<string>;
  /** Reports an unknown key in more detail; returns true if it did. */
  readonly explainKey?: (entry: Entry) => boolean;
  /** What to do about an unknown key that no known one is similar to. */
  readonly otherwise?: (key: string) => string | undefined;
  /** Keys that the caller reads itself. */
  readonly otherKeys?: readonly string[];
}
