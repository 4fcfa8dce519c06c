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

/**
 * How sure a fix is. `modelc check --fix` makes those that are `certain`; a `contract` is a count that the user promised, which is
 * rewritten only where that is asked for; a `choice` has others beside it, and is left to the user's editor.
 */
export type Certainty = 'certain' | 'contract' | 'choice';

/** A way to fix the spec: a few edits that belong together. */
export interface Fix {
  readonly title: string;
  readonly certainty: Certainty;
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
