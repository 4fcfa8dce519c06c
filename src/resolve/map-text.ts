import { isScalar, type Pair, type YAMLMap, type Node as YamlNode } from 'yaml';

export type YamlPair = Pair<YamlNode, YamlNode | null>;
export type YamlEntries = YAMLMap<YamlNode, YamlNode | null>;

/** An entry of a map as lines of block style without indentation, and the comment lines above it. */
export interface EntryText {
  readonly key: string;
  readonly pair: YamlPair;
  readonly lead: readonly string[];
  readonly lines: readonly string[];
  /** The end of the lines in the text. */
  readonly end: number;
}

export function keyOf({ key }: YamlPair): string {
  return isScalar(key) ? String(key.value) : '';
}

export function startOf({ key }: YamlPair): number {
  return key.range?.[0] ?? 0;
}

/** The end of the value of an entry, without the blanks after it. */
export function endOf(text: string, { key, value }: YamlPair): number {
  const end = Math.max(value?.range?.[1] ?? 0, key.range?.[1] ?? 0);
  return text.slice(0, end).trimEnd().length;
}

/** The entries of a map, which `text` contains from `from` to `to`. */
export function entriesOf(text: string, map: YamlEntries, from: number, to: number): readonly EntryText[] {
  return map.flow ? flowEntries(text, map, from, to) : blockEntries(text, map, from, to);
}

/** The lines of a block map, shared out: comments above an entry are its own, unless they are indented below the one before. */
function blockEntries(text: string, map: YamlEntries, from: number, to: number): EntryText[] {
  const starts = map.items.map((pair) => lineStart(text, startOf(pair)));
  let leadFrom = from;
  return map.items.map((pair, index) => {
    const start = starts[index] ?? from;
    const column = startOf(pair) - start;
    const next = starts[index + 1] ?? to;
    const bodyEnd = Math.min(lineEnd(text, endOf(text, pair)), next);
    const rest = linesOf(text.slice(bodyEnd, next));
    const ownRest = index === map.items.length - 1 ? rest.length : indentedLines(rest, column);
    const end = bodyEnd + rest.slice(0, ownRest).reduce((sum, line) => sum + line.length + 1, 0);
    const lead = linesOf(text.slice(leadFrom, start));
    leadFrom = Math.min(end, next);
    return {
      key: keyOf(pair),
      pair,
      lead: lead.map((line) => outdent(line, column)),
      lines: linesOf(text.slice(start, leadFrom)).map((line) => outdent(line, column)),
      end: leadFrom,
    };
  });
}

/** How many of the first lines are comments further in than `column`. */
function indentedLines(lines: readonly string[], column: number): number {
  let count = 0;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    if (line.length - line.trimStart().length <= column) break;
    count = index + 1;
  }
  return count;
}

/** The entries of a map in braces, each on lines of its own. Between them are only blanks, commas and comments. */
function flowEntries(text: string, map: YamlEntries, from: number, to: number): EntryText[] {
  const gapAfter = (index: number): string => {
    const pair = map.items[index];
    const next = map.items[index + 1];
    return text.slice(pair ? endOf(text, pair) : from, next ? startOf(next) : to);
  };
  let above = commentsOf(gapAfter(-1));
  return map.items.map((pair, index) => {
    const gap = gapAfter(index);
    const [sameLine = ''] = gap.split('\n');
    const trailing = commentsOf(sameLine);
    const lead = above;
    above = commentsOf(gap.slice(sameLine.length));
    const written = pair.value ? text.slice(pair.value.range?.[0], endOf(text, pair)) : '';
    const value = written === '' ? '' : ` ${linesOf(written).join('\n    ')}`;
    const line = `${text.slice(startOf(pair), pair.key.range?.[1])}:${value}${trailing.map((note) => ` ${note}`).join('')}`;
    return { key: keyOf(pair), pair, lead, lines: line.split('\n'), end: endOf(text, pair) };
  });
}

function commentsOf(gap: string): string[] {
  return [...gap.matchAll(/#[^\n]*/g)].map(([comment]) => comment.trimEnd());
}

/** Without line breaks; no empty line after the last break. */
export function linesOf(text: string): string[] {
  if (text === '') return [];
  return text.replace(/\n$/, '').split('\n');
}

function outdent(line: string, column: number): string {
  const blanks = line.length - line.trimStart().length;
  return line.slice(Math.min(blanks, column));
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset after the line break. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  return at < 0 ? text.length : at + 1;
}
