/** Characters that would move the cursor, break the line or change the writing direction. */
function isControl(code: number): boolean {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return true;
  return code === 0x2028 || code === 0x2029 || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
}

/** A user's text for one line of a terminal; control characters are replaced by visible ones. */
export function printable(text: string): string {
  return Array.from(text, (character) => (isControl(character.codePointAt(0) ?? 0) ? '\ufffd' : character)).join('');
}

/** On one line, and cut to at most `limit` characters. */
export function shorten(text: string, limit = 60): string {
  const line = printable(text.replace(/\s+/g, ' '));
  return line.length > limit ? `${line.slice(0, limit - 3)}...` : line;
}
