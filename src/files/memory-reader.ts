import type { IncludeReader } from '../compiler/include/include-reader';
import { nearest } from '../diagnostics/nearest';

/**
 * Reads included files from a map of texts by path, with `/` between folders: `{ 'blocks/conv.yaml': '…' }`. Paths are relative
 * to the same folder as the file name of the spec; a path outside that folder is rejected, as on disk.
 */
export function memoryReader(files: Readonly<Record<string, string>> | ReadonlyMap<string, string>): IncludeReader {
  const texts = new Map(files instanceof Map ? files : Object.entries(files));
  return {
    identify: (file) => joined(file) ?? file,
    read(path, from) {
      const folder = from.includes('/') ? from.slice(0, from.lastIndexOf('/')) : '';
      const file = path.startsWith('/') ? undefined : joined(`${folder}/${path}`);
      if (file === undefined) return { ok: false, problem: 'outside' };
      const text = texts.get(file);
      if (text === undefined) return { ok: false, problem: 'not-found', nearest: nearest(file, [...texts.keys()]) };
      return { ok: true, file, text };
    },
  };
}

/** The path without `.`, `..` and empty parts; undefined if it leaves the folder. */
function joined(path: string): string | undefined {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
