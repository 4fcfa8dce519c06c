import type { Certainty, Fix } from './diagnostic';
import type { Span } from './source';

/** The fix that replaces a span. */
export function replacement(span: Span, newText: string, certainty: Certainty = 'certain'): Fix {
  return { title: `write \`${newText}\``, certainty, edits: [{ span, newText }] };
}
