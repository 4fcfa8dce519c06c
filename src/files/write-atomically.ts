import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { FileProblem } from '../diagnostics/problem';
import { diskReason, helpToWrite } from './disk-errors';

/**
 * A file or folder could not be written, and its previous content is unchanged. Thrown rather than returned, so that lost work cannot go
 * unnoticed; the command line prints it without a stack trace.
 */
export class FileWriteError extends Error {
  override readonly name = 'FileWriteError';
  readonly problem: FileProblem;

  constructor(problem: FileProblem) {
    super(`${problem.file}: ${problem.message}`);
    this.problem = problem;
  }
}

/**
 * Replaces `file` with the bytes of `pieces`, or leaves it unchanged: writes and flushes a temporary file next to it, and then
 * renames it. The parent folder must exist. On failure, removes the temporary file and throws a FileWriteError with the reason.
 */
export function writeAtomically(file: string, pieces: readonly Uint8Array[]): void {
  writeTogether([{ file, pieces }]);
}

/** The same for several files: all bytes are on disk before the first file is renamed. */
export function writeTogether(
  files: readonly { readonly file: string; readonly pieces: readonly Uint8Array[] }[],
): void {
  const places = files.map((one) => ({ ...one, temporary: path.join(path.dirname(one.file), `.tmp-${randomUUID()}`) }));
  const attempt = (step: (place: (typeof places)[number]) => void): void => {
    for (const place of places) {
      try {
        step(place);
      } catch (error) {
        for (const { temporary } of places) removeQuietly(temporary);
        throw explain(place.file, error);
      }
    }
  };
  attempt(({ temporary, file, pieces }) => writeThrough(temporary, pieces, modeOf(file)));
  attempt(({ temporary, file }) => fs.renameSync(temporary, file));
  attempt(({ file }) => flushFolder(path.dirname(file)));
}

/** The new file gets the permissions of the one that it replaces. */
function modeOf(file: string): number | undefined {
  return fs.statSync(file, { throwIfNoEntry: false })?.mode;
}

function writeThrough(file: string, pieces: readonly Uint8Array[], mode: number | undefined): void {
  const descriptor = fs.openSync(file, 'wx');
  try {
    if (mode !== undefined) fs.fchmodSync(descriptor, mode & 0o777);
    for (const piece of pieces) {
      for (let done = 0; done < piece.length; ) done += fs.writeSync(descriptor, piece, done);
    }
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

// The user must see the original error, not one of the clean-up.
function removeQuietly(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // Nothing was written, or the disk is gone.
  }
}

/** Makes the rename durable after a power failure; Windows has no such call for folders and does not need it. */
function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = fs.openSync(folder, 'r');
  try {
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

function explain(file: string, error: unknown): FileWriteError {
  const message = `not written: ${diskReason(error, 'write')}`;
  return new FileWriteError({ file, message, help: helpToWrite(error) });
}
