import type { Word } from '../yaml/tree';

/** Names with `*` for the number of an iteration, where the word was written with one. */
export function forEachIteration({ text, written }: Word, names: readonly string[]): readonly string[] {
  if (written === undefined) return names;
  const [own, parts] = [text.split('/'), written.split('/')];
  const starred = (name: string): string =>
    name
      .split('/')
      .map((part, at, all) =>
        parts[at] === '*' && own.slice(0, at + 1).join() === all.slice(0, at + 1).join() ? '*' : part,
      )
      .join('/');
  return [...new Set(names.map(starred))];
}
