import fs from 'node:fs';
import path from 'node:path';
import { makeFolders } from '../../files/make-folders';
import { folderName } from './folder-name';
import { explainFolderError, RunFolderError } from './run-folder-error';

/**
 * Makes the folder of a run and returns its path: `out`, which must be new or empty, or else `runs/<name>-<n>` with the first
 * free number, so that no run ever overwrites another, even if they start at the same time. Throws a RunFolderError.
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
    throw explainFolderError(folder, 'not usable for a run', error);
  }
  if (content.length > 0) {
    throw new RunFolderError(
      folder,
      'is not empty, and a run never writes over another',
      'choose another folder, or empty it',
    );
  }
  return folder;
}

function makeParents(folder: string): void {
  try {
    makeFolders(folder);
  } catch (error) {
    throw explainFolderError(folder, 'not made', error);
  }
}

/** False if something with that name exists. */
function makeNew(folder: string): boolean {
  try {
    fs.mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw explainFolderError(folder, 'not made', error);
  }
}
