import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { makeFolders } from '../files/make-folders';

const removal = { recursive: true, force: true, maxRetries: 5 } as const;

/** Makes a new folder next to the target, on the same file system, so that it can be renamed to the target. */
export function createStaging(target: string): string {
  const staging = `${target}.staging-${process.pid}-${randomBytes(4).toString('hex')}`;
  makeFolders(staging);
  return staging;
}

/** Removes what killed installs left next to the target. Call it only while holding the target's lock. */
export function removeLeftovers(target: string): void {
  const parent = path.dirname(target);
  if (!fs.existsSync(parent)) return;
  const prefixes = [`${path.basename(target)}.staging-`, `${path.basename(target)}.old-`];
  for (const name of fs.readdirSync(parent)) {
    if (prefixes.some((prefix) => name.startsWith(prefix))) fs.rmSync(path.join(parent, name), removal);
  }
}

/**
 * Replaces the target by a finished staging folder. If killed at any point, it leaves the old target, none, or the new one;
 * never part of one. Processes that have the old libraries open keep them.
 */
export function publishStaging(staging: string, target: string): void {
  const old = `${target}.old-${process.pid}-${randomBytes(4).toString('hex')}`;
  const replaced = fs.existsSync(target);
  if (replaced) fs.renameSync(target, old);
  fs.renameSync(staging, target);
  if (replaced) fs.rmSync(old, removal);
}

/** Removes a folder with everything in it, if it exists. */
export function removeDirectory(directory: string): void {
  fs.rmSync(directory, removal);
}

/** The total size of all files below a folder; 0 if there is none. Files that vanish meanwhile count as 0. */
export function directoryBytes(directory: string): number {
  try {
    return fs
      .readdirSync(directory, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .reduce((total, entry) => total + fileBytes(path.join(entry.parentPath, entry.name)), 0);
  } catch {
    return 0;
  }
}

function fileBytes(file: string): number {
  return fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
