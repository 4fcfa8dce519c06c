import type { ArgumentsOf, Code } from './messages';
import type { Span } from './source';

export type Severity = 'error' | 'warning';

/** A sentence that explains a diagnostic, and the location that it refers to, if any. */
export interface Note {
  readonly message: string;
  readonly span?: Span | undefined;
}

/** One replacement of text; with an empty span, an insertion. */
export interface Edit {
  readonly span: Span;
  readonly newText: string;
}

/**
 * How certain a fix is. `modelc check --fix` applies those that are `certain`. A `contract` is a count that the user promised,
 * which is rewritten only on request. A `choice` has alternatives and is left to the user's editor.
 */
export type Certainty = 'certain' | 'contract' | 'choice';

/** A fix: one or more edits that belong together. */
export interface Fix {
  readonly title: string;
  readonly certainty: Certainty;
  readonly edits: readonly Edit[];
}

/** One mistake in a spec, as data. `messageOf` and `helpOf` return its text; the renderers decide how it looks. */
export interface Diagnostic<C extends Code = Code> {
  readonly code: C;
  readonly severity: Severity;
  /** The arguments of the message, as declared in the catalogue for this code. */
  readonly args: ArgumentsOf<C>;
  readonly span: Span;
  readonly notes: readonly Note[];
  /** Replaces the catalogue's help; see `helpOf`. */
  readonly ownHelp: string | undefined;
  readonly fixes: readonly Fix[];
}

/** Narrows a diagnostic, and with it its arguments, to one code. */
export function hasCode<C extends Code>(diagnostic: Diagnostic, code: C): diagnostic is Diagnostic<C> {
  return diagnostic.code === code;
}
