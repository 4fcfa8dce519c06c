import type { Report, Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import type { Value } from '../../expression/ast';
import type { Entry } from '../yaml/tree';

/** Where a section is read: its words for messages, and the names that its expressions may use. */
export interface SectionContext {
  readonly report: Report;
  /** Such as `` `conv2d` ``, for "needs …" and "unknown key … in …". */
  readonly title: string;
  /** Where a missing key is shown. */
  readonly titleSpan: Span;
  /** Undefined: expressions are not allowed. `'later'`: they are left alone, to be read again when their names have values. */
  readonly names: ReadonlyMap<string, Value> | 'later' | undefined;
  readonly uses?: readonly Use[];
  /** Says more of an unknown key than that it is unknown; true where it has reported it. */
  readonly explainKey?: (entry: Entry) => boolean;
  /** Keys that the caller reads itself. */
  readonly otherKeys?: readonly string[];
}
