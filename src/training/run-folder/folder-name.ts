const LONGEST = 50;

/**
 * A model's name as the prefix of a folder name that every file system accepts: only letters, digits, `_` and `-`. So it
 * contains no path and no dot that Windows would read as an extension, and with the number after it, it is not a reserved name
 * there.
 */
export function folderName(name: string): string {
  const words = name.normalize('NFC').match(/[\p{L}\p{N}_]+/gu) ?? [];
  const short = Array.from(words.join('-')).slice(0, LONGEST).join('');
  return short.replace(/-+$/, '') || 'model';
}
