import { type Document, isAlias, isCollection, isMap, parseDocument, visit } from 'yaml';
import type { Source } from '../diagnostics/source';
import { endOf, keyOf, lineEnd, startOf, type YamlEntries, type YamlPair } from './map-text';

/** A replacement of a part of a text. */
interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** Changes to make in a file. Values are YAML on one line. */
export interface FileChanges {
  /** New values of `let`, by name; names that the file does not declare are ignored. */
  readonly lets: ReadonlyMap<string, string>;
  /** New values of settings in `train`, whether or not it has them. */
  readonly train: ReadonlyMap<string, string>;
  /** The offsets of expectations to leave out. */
  readonly dropped: ReadonlySet<number>;
  /** Whether to write what each alias stands for, so that entries can move. */
  readonly withoutAliases: boolean;
}

/** The text of a valid file with the changes made; everything else stays as it is. */
export function editFile(source: Source, changes: FileChanges): string {
  // As the compiler reads it: a lone carriage return is a line break.
  const text = source.text.replaceAll(/\r(?!\n)/g, '\n');
  const document = parseDocument(text, { version: '1.2' });
  const edits = [
    ...(changes.withoutAliases ? aliasEdits(text, document) : []),
    ...letEdits(text, document, changes.lets),
    ...trainEdits(text, document, changes.train),
    ...removals(text, document, changes.dropped),
  ];
  return applied(text, edits);
}

/** Edits inside a larger one are part of what it replaces. */
function applied(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, newText } of edits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < from) continue;
    parts.push(text.slice(from, start), newText);
    from = end;
  }
  return [...parts, text.slice(from)].join('');
}

/** A value on one line, as YAML in any place. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${key}: ${flowText(item)}`)
    .join(', ')} }`;
}

function aliasEdits(text: string, document: Document.Parsed): TextEdit[] {
  const edits: TextEdit[] = [];
  visit(document, {
    Node(_key, node) {
      const [start = 0, aliasEnd = 0] = node.range ?? [];
      if (isAlias(node)) {
        edits.push({ start, end: aliasEnd, newText: flowText(node.resolve(document)?.toJS(document)) });
      } else if (node.anchor !== undefined) {
        const anchor = text.lastIndexOf(`&${node.anchor}`, start);
        const end = anchor + node.anchor.length + 1;
        edits.push({ start: anchor, end: text[end] === ' ' ? end + 1 : end, newText: '' });
      }
    },
  });
  return edits;
}

function sectionOf(document: Document.Parsed, key: string): YamlEntries | undefined {
  const value = isMap(document.contents) ? document.contents.get(key, true) : undefined;
  return isMap(value) ? (value as YamlEntries) : undefined;
}

function letEdits(text: string, document: Document.Parsed, lets: FileChanges['lets']): TextEdit[] {
  const entries = sectionOf(document, 'let')?.items ?? [];
  return entries.flatMap((pair) => {
    const value = lets.get(keyOf(pair));
    return value === undefined ? [] : [valueEdit(text, pair, value)];
  });
}

function trainEdits(text: string, document: Document.Parsed, settings: FileChanges['train']): TextEdit[] {
  const train = sectionOf(document, 'train');
  const [first] = train?.items ?? [];
  if (!train || !first) return [];
  return [...settings].map(([key, value]) => {
    const pair = train.items.find((one) => keyOf(one) === key);
    if (pair) return valueEdit(text, pair, value);
    const start = startOf(first);
    const column = start - (text.lastIndexOf('\n', start - 1) + 1);
    const separator = train.flow ? ', ' : `\n${' '.repeat(column)}`;
    return { start, end: start, newText: `${key}: ${value}${separator}` };
  });
}

function valueEdit(text: string, pair: YamlPair, value: string): TextEdit {
  const { key } = pair;
  const afterKey = key.range?.[1] ?? 0;
  const inBlock = isCollection(pair.value) && !pair.value.flow;
  const start = inBlock || !pair.value ? afterKey : (pair.value.range?.[0] ?? afterKey);
  return { start, end: endOf(text, pair), newText: start === afterKey ? `: ${value}` : value };
}

/** Leaves out the entries whose values start at `dropped`, and maps of which nothing is left. */
function removals(text: string, document: Document.Parsed, dropped: ReadonlySet<number>): TextEdit[] {
  const edits: TextEdit[] = [];
  const isDropped = ({ value }: YamlPair): boolean => {
    if (!value) return false;
    if (dropped.has(value.range?.[0] ?? -1)) return true;
    return isMap(value) && value.items.length > 0 && (value.items as YamlPair[]).every(isDropped);
  };
  visit(document, {
    Map(_key, map) {
      const pairs = map.items as YamlPair[];
      const kept = pairs.map((pair) => !isDropped(pair));
      if (kept.every(Boolean) || !kept.some(Boolean)) return;
      for (const index of pairs.keys()) if (!kept[index]) edits.push(removal(text, map as YamlEntries, index, kept));
    },
  });
  return edits;
}

/** Up to the next entry; at the end of the map, from the end of the last entry that stays. */
function removal(text: string, { items: pairs, flow }: YamlEntries, index: number, kept: readonly boolean[]): TextEdit {
  const pair = pairs[index] as YamlPair;
  const next = pairs[index + 1];
  if (next && kept.slice(index + 1).some(Boolean)) return { start: startOf(pair), end: startOf(next), newText: '' };
  const before = pairs[kept.lastIndexOf(true, index)] ?? pair;
  const last = pairs.at(-1) ?? pair;
  const start = endOf(text, before);
  // In block style, a comment after the entry that stays is its own.
  return { start: flow ? start : lineEnd(text, start) - 1, end: endOf(text, last), newText: '' };
}
