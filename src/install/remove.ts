import * as fs from 'node:fs';
import * as path from 'node:path';
import { cacheDirectory, engineDirectory } from '../engines/tfjs-node/cache';
import { takeLock } from './lock';
import { removeDirectory, removeLeftovers } from './staging';

/**
 * Removes the native engine from a cache, including leftovers of killed installs and downloads. Returns the removed folder, or
 * `undefined` if there was none. Waits for a running install.
 */
export async function removeTensorflow(cache: string = cacheDirectory()): Promise<string | undefined> {
  const target = engineDirectory(cache);
  if (!fs.existsSync(path.dirname(target))) return undefined;
  const release = await takeLock(`${target}.lock`);
  try {
    const present = fs.existsSync(target);
    removeLeftovers(target);
    removeDirectory(target);
    removeDirectory(path.join(cache, 'downloads'));
    return present ? target : undefined;
  } finally {
    release();
  }
}
