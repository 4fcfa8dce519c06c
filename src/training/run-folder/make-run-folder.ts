import fs from 'node:fs';
import path from 'node:path';
import { diskReason } from '../../files/disk-errors';
import { makeFolders } from '../../files/make-folders';
import { FileWriteError } from '../../files/write-atomically';

/**
 * Makes the folder of a run and returns its path: `out`, which must be new or empty, or else `runs/<name>-<n>` with the first
 * free number, so that no run ever overwrites another, even if they start at the same time. Throws a FileWriteError.
 */
export function makeRunFolder(name: string, out?: string): string {
  return out === undefined ? makeNumbered('runs', folderName(name)) : makeGiven(out);
}

function makeNumbered(parent: string, name: string): string {
  makeParents(parent);
  for (let number = 1; ; number++) {
    const folder = path.join(parent, `${name}-${number}`);
    if (makeNew(folder)) return folder;
  }
}

function makeGiven(folder: string): string {
  makeParents(path.dirname(folder));
  if (makeNew(folder)) return folder;
  let content: readonly string[];
  try {
    content = fs.readdirSync(folder);
  } catch (error) {
    throw refused(folder, 'not usable for a run', error);
  }
  if (content.length > 0) {
    const message = 'is not empty, and a run never writes over another';
    throw new FileWriteError({ file: folder, message, help: 'choose another folder, or empty it' });
  }
  return folder;
}

function makeParents(folder: string): void {
  try {
    makeFolders(folder);
  } catch (error) {
    throw refused(folder, 'not made', error);
  }
}

/** False if something with that name exists. */
function makeNew(folder: string): boolean {
  try {
    fs.mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw refused(folder, 'not made', error);
  }
}

function refused(file: string, what: string, error: unknown): FileWriteError {
  return new FileWriteError({
    file,
    message: `${what}: ${diskReason(error, 'make')}`,
    help: 'choose another folder by `--out`',
  });
}

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
