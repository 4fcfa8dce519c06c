import type { Code } from './messages';
import type { Span } from './source';

export type Severity = 'error' | 'warning';

/** A sentence that explains a diagnostic, with the place that it speaks of where there is one. */
export interface Note {
  readonly message: string;
  readonly span?: Span | undefined;
}

/** One replacement of text; an empty span inserts. */
export interface Edit {
  readonly span: Span;
  readonly newText: string;
}

/** A way to mend the spec: a few edits that belong together. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** One mistake of the user's, as data; how it looks is decided by the renderers alone. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly notes: readonly Note[];
  readonly help: string | undefined;
  readonly fixes: readonly Fix[];
}
