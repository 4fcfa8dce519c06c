import type { ArgumentsOf, Code } from './messages';
import type { Span } from './source';

export type Severity = 'error' | 'warning';

/** A sentence that explains a diagnostic, with the location it refers to where there is one. */
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
 * rewritten only where that is asked for; a `choice` has alternatives and is left to the user's editor.
 */
export type Certainty = 'certain' | 'contract' | 'choice';

/** A way to fix the spec: a few edits that belong together. */
export interface Fix {
  readonly title: string;
  readonly certainty: Certainty;
  readonly edits: readonly Edit[];
}

/** One mistake in a spec, as data. `messageOf` and `helpOf` put it into words; the renderers decide how it looks. */
export interface Diagnostic<C extends Code = Code> {
  readonly code: C;
  readonly severity: Severity;
  /** The words and numbers of the message, as the catalogue names them for this code. */
  readonly args: ArgumentsOf<C>;
  readonly span: Span;
  readonly notes: readonly Note[];
  /** Help that replaces the catalogue's; `helpOf` gives the one that counts. */
  readonly ownHelp: string | undefined;
  readonly fixes: readonly Fix[];
}

/** Narrows a diagnostic, and with it its arguments, to one code. */
export function hasCode<C extends Code>(diagnostic: Diagnostic, code: C): diagnostic is Diagnostic<C> {
  return diagnostic.code === code;
}
