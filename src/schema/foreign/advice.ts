import { plainWord } from './foreign-word';
import { layerAdvice } from './layer-advice';
import { type Advice, sectionAdvice, sections } from './section-advice';

const rowsByKey = new Map<string, readonly Advice[]>();
for (const row of [...sectionAdvice, ...layerAdvice]) {
  for (const key of row.keys.split(' ').map(plainWord)) rowsByKey.set(key, [...(rowsByKey.get(key) ?? []), row]);
}

/** What to do about a key, and its value if that is plain or a list of plain ones, where certain keys are known; undefined if the table does not have it. */
export function advise(key: string, value: string | undefined, known: readonly string[]): string | undefined {
  const isOfLayer = !sections.some((one) => known.includes(one));
  const general = (): Advice | undefined => rowsOf(key).find(({ among }) => among === undefined && isOfLayer);
  return adviseAmong(key, value, known) ?? general()?.advise(value);
}

/** The same, only from rows for certain maps, which are more specific than any translation. */
export function adviseAmong(key: string, value: string | undefined, known: readonly string[]): string | undefined {
  return rowsOf(key)
    .find(({ among }) => among !== undefined && known.includes(among))
    ?.advise(value);
}

function rowsOf(key: string): readonly Advice[] {
  return rowsByKey.get(plainWord(key)) ?? [];
}
