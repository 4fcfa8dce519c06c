import fs from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder and its missing parents; throws the file system's errors. `fs.mkdirSync` with `recursive` never returns in a
 * folder where none can be made, such as `/proc`: it alternates between parent and child forever.
 */
export function makeFolders(folder: string): void {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !fs.existsSync(at); at = path.dirname(at)) missing.unshift(at);
  if (missing.length === 0 && !fs.statSync(folder).isDirectory()) fs.mkdirSync(folder);
  for (const one of missing) makeFolder(one);
}

/** Another process may have made it in the meantime. */
function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
