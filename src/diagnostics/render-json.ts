import type { Certainty, Diagnostic, Severity } from './diagnostic';
import { type Position, positionOf, type Span } from './source';
import { helpOf, messageOf } from './wording';

export interface RangeJson {
  /** The file of the location: the spec, or one that it includes. */
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** Lines and columns start at 1; columns are UTF-16 code units; `end` is exclusive. */
export interface DiagnosticJson {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: RangeJson;
  readonly notes: readonly { readonly message: string; readonly range: RangeJson | null }[];
  readonly help: string | null;
  readonly fixes: readonly {
    readonly title: string;
    readonly certainty: Certainty;
    readonly edits: readonly { readonly range: RangeJson; readonly newText: string }[];
  }[];
}

export function diagnosticJson(diagnostic: Diagnostic): DiagnosticJson {
  const { code, severity, span, notes, fixes } = diagnostic;
  return {
    code,
    severity,
    message: messageOf(diagnostic),
    range: rangeOf(span),
    notes: notes.map((note) => ({ message: note.message, range: note.span ? rangeOf(note.span) : null })),
    help: helpOf(diagnostic) ?? null,
    fixes: fixes.map(({ title, certainty, edits }) => ({
      title,
      certainty,
      edits: edits.map((edit) => ({ range: rangeOf(edit.span), newText: edit.newText })),
    })),
  };
}

function rangeOf({ source, start, end }: Span): RangeJson {
  return { file: source.file, start: positionOf(source, start), end: positionOf(source, end) };
}
