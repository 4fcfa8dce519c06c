const LONGEST = 50;

/**
 * A model's name as the start of a folder's name that every file system takes: letters, digits, `_` and `-` only. So it holds
 * no path, no dot that Windows would read as an extension, and with the number that follows it is none of its reserved names.
 */
export function folderName(name: string): string {
  const words = name.normalize('NFC').match(/[\p{L}\p{N}_]+/gu) ?? [];
  const short = Array.from(words.join('-')).slice(0, LONGEST).join('');
  return short.replace(/-+$/, '') || 'model';
}
