import { isScalar, type Pair, type YAMLMap, type Node as YamlNode } from 'yaml';

/** A value in braces that a comma cuts in two for YAML, and what to write. */
export interface CutValue {
  readonly detail: string;
  readonly write: string;
  readonly start: number;
  readonly end: number;
}

type Entry = Pair<YamlNode, YamlNode | null>;

/** The values that were cut, by their entries, and the entries that the rests of them became. */
export interface CutValues {
  readonly values: ReadonlyMap<Entry, CutValue>;
  readonly rests: ReadonlySet<Entry>;
}

/** Finds `kernel: (2, 2)` and `parameters: 7,850` in braces, where `2)` and `850` are keys without a value for YAML. */
export function cutValues({ flow, items }: YAMLMap<YamlNode, YamlNode | null>, text: string): CutValues {
  const values = new Map<Entry, CutValue>();
  const rests = new Set<Entry>();
  for (const [index, entry] of flow ? items.entries() : []) {
    const [start, end] = rangeOf(entry.value);
    const written = text.slice(start, end);
    const rest = written.startsWith('(')
      ? restUntil(items, index, (key) => key.endsWith(')'), text)
      : /^\d{1,3}$/.test(written)
        ? restWhile(items, index, (key) => /^\d+$/.test(key), text)
        : [];
    const last = rest.at(-1);
    if (!last) continue;
    const cut = { start, end: rangeOf(last.key)[1] };
    const whole = text.slice(cut.start, cut.end);
    const [detail, write] = written.startsWith('(')
      ? ['a list is written in brackets, not in parentheses', `[${whole.slice(1, -1)}]`]
      : [`a comma inside the number \`${whole}\``, numberIn(whole)];
    values.set(entry, { ...cut, detail, write });
    for (const one of rest) rests.add(one);
  }
  return { values, rests };
}

/** `7,850` is 7850, and `0,5` is 0.5. */
function numberIn(written: string): string {
  const isGrouped = /^[1-9]\d{0,2}(?:,\s*\d{3})+$/.test(written);
  return isGrouped ? written.replaceAll(/\D/g, '') : written.replaceAll(/,\s*/g, '.');
}

function rangeOf(node: YamlNode | null): readonly [start: number, end: number] {
  return node && isScalar(node) && node.range ? [node.range[0], node.range[1]] : [0, 0];
}

/** The entries after one that are words without a value and fulfil a condition. */
function restWhile(items: readonly Entry[], index: number, fits: (key: string) => boolean, text: string): Entry[] {
  const following = items.slice(index + 1);
  const count = following.findIndex(({ key, value }) => value !== null || !fits(text.slice(...rangeOf(key))));
  return count < 0 ? following : following.slice(0, count);
}

/** The entries after one up to that which fulfils a condition; none if one of them has a value. */
function restUntil(items: readonly Entry[], index: number, fits: (key: string) => boolean, text: string): Entry[] {
  const before = restWhile(items, index, (key) => !fits(key), text);
  const last = items[index + 1 + before.length];
  return last && last.value === null && fits(text.slice(...rangeOf(last.key))) ? [...before, last] : [];
}
