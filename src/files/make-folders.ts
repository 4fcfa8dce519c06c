import fs from 'node:fs';
import path from 'node:path';

/**
 * Makes a folder and the folders above it that are missing; throws what the file system says. `fs.mkdirSync` with `recursive` never
 * returns where a folder exists in which none can be made, such as `/proc`: it tries parent and child in turn for ever.
 */
export function makeFolders(folder: string): void {
  const missing: string[] = [];
  for (let at = path.resolve(folder); !fs.existsSync(at); at = path.dirname(at)) missing.unshift(at);
  if (missing.length === 0 && !fs.statSync(folder).isDirectory()) fs.mkdirSync(folder);
  for (const one of missing) makeFolder(one);
}

/** Another process may have made it meanwhile. */
function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
