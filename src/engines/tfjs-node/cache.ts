import * as os from 'node:os';
import * as path from 'node:path';
import { pins } from './pins';

/** The facts about the machine that determine the cache's place; a parameter for tests. */
export interface CacheFacts {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The facts about this machine and process. */
export function cacheFacts(): CacheFacts {
  return { platform: process.platform, arch: process.arch, home: os.homedir(), env: process.env };
}

/**
 * modelc's cache folder: `MODELC_CACHE`, or else a folder `modelc` in the system's place for caches. Relative values are
 * relative to the working directory, except in XDG_CACHE_HOME, where the specification says to ignore them.
 */
export function cacheDirectory(facts: CacheFacts = cacheFacts()): string {
  const { env, home, platform } = facts;
  if (env.MODELC_CACHE) return path.resolve(env.MODELC_CACHE);
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'modelc');
  if (platform === 'win32') {
    return path.join(env.LOCALAPPDATA || path.join(home, 'AppData', 'Local'), 'modelc', 'Cache');
  }
  const xdg = env.XDG_CACHE_HOME;
  return path.join(xdg && path.isAbsolute(xdg) ? xdg : path.join(home, '.cache'), 'modelc');
}

/**
 * The folder of the native engine inside a cache. The addon uses Node-API, which is stable across Node versions, so one folder
 * serves all of them, and its name does not contain Node's version. Nor TensorFlow's: tfjs-node's own download has another one
 * than the wheel; the manifest states it.
 */
export function engineDirectory(cache: string, facts: CacheFacts = cacheFacts()): string {
  const name = `tensorflow-${pins.tfjsNode}-${facts.platform}-${facts.arch}`;
  return path.join(cache, 'engines', name);
}
