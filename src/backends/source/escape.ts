/** `\u2028` for each code unit of a character, which both JavaScript and Python accept in a text. */
export function escapeCodeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
