import { readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { IncludeReader, IncludeText } from '../compiler/include/include-reader';
import { nearest } from '../diagnostics/nearest';
import { standardLimits } from '../schema/limits';
import { diskReason } from './disk-errors';
import { readBytes } from './read-spec';

/** Reads included files inside a root folder, after resolving links, so that a spec from elsewhere cannot read arbitrary files. */
export function folderReader(root: string, limit: number = standardLimits.bytes): IncludeReader {
  return {
    identify(file) {
      try {
        return shown(realpathSync(file));
      } catch {
        return file;
      }
    },
    read(path, from) {
      if (isAbsolute(path) || path.includes('\0')) return { ok: false, problem: 'outside' };
      const file = join(dirname(from), path);
      if (!isInside(resolve(file), resolve(root))) return { ok: false, problem: 'outside' };
      try {
        const real = realpathSync(file);
        if (!isInside(real, realpathSync(root))) return { ok: false, problem: 'outside' };
        return contents(shown(real), real, limit);
      } catch (error) {
        return explain(file, error as NodeJS.ErrnoException);
      }
    },
  };
}

/** A path as shown in messages: relative to the current folder. */
function shown(file: string): string {
  return relative('', file) || file;
}

function contents(path: string, file: string, limit: number): IncludeText {
  const read = readBytes(file, limit);
  if (!read.ok) return { ok: false, problem: 'unreadable', reason: read.reason };
  return { ok: true, file: path, text: read.text };
}

function explain(file: string, error: NodeJS.ErrnoException): IncludeText {
  const { code } = error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { ok: false, problem: 'not-found', nearest: neighbour(file) };
  return { ok: false, problem: 'unreadable', reason: diskReason(error, 'read') };
}

function isInside(file: string, folder: string): boolean {
  const way = relative(folder, file);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A file of the same folder with a similar name. */
function neighbour(file: string): string | undefined {
  try {
    return nearest(basename(file), readdirSync(dirname(file)));
  } catch {
    return undefined;
  }
}
