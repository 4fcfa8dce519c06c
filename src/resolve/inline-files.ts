import { isMap, parseDocument } from 'yaml';
import { printable } from '../diagnostics/printable';
import { type EntryText, endOf, entriesOf, lineEnd, startOf, type YamlEntries } from './map-text';
import { wordsIn } from './words-in';

/** A text that was edited, and its file. */
export interface FileText {
  readonly file: string;
  readonly text: string;
}

const SECTIONS = ['let', 'blocks'] as const;
type Section = (typeof SECTIONS)[number];

/** A spec or an included file as the texts of its top-level entries. */
interface Parts {
  readonly file: string;
  readonly entries: readonly EntryText[];
  readonly sections: { readonly [S in Section]: readonly EntryText[] };
}

/**
 * The spec with the `let` values and blocks of the included files, which come first, in its own sections. Of the included ones only
 * those that something uses are kept; `used` are blocks that are used although no text contains their name as it is.
 */
export function inlineFiles(spec: FileText, included: readonly FileText[], used: ReadonlySet<string>): string {
  const main = partsOf(spec);
  const files = usedParts(main, included.map(partsOf), used);
  const here = new Set(main.entries.map(({ key }) => key));
  /** New sections come after `let`, or else where `include` was. */
  const place = here.has('let') ? 'let' : 'include';
  const lines = main.entries.flatMap(({ key, lead, lines: own }) => {
    const sections = SECTIONS.filter((one) => one === key || (key === place && !here.has(one)));
    const written = sections.flatMap((one) => sectionLines(one, [...files, main]));
    return [...lead, ...(key === 'include' || sections.length > 0 ? written : own)];
  });
  return `${lines.join('\n').trimEnd()}\n`;
}

function partsOf({ file, text }: FileText): Parts {
  const { contents } = parseDocument(text, { version: '1.2' });
  if (!isMap(contents)) return { file, entries: [], sections: { let: [], blocks: [] } };
  const entries = entriesOf(text, contents as YamlEntries, 0, text.length);
  const section = (key: Section): readonly EntryText[] => {
    const { pair, end } = entries.find((entry) => entry.key === key) ?? {};
    if (!pair || !isMap(pair.value)) return [];
    const map = pair.value as YamlEntries;
    return map.flow
      ? entriesOf(text, map, map.range?.[0] ?? 0, endOf(text, pair))
      : entriesOf(text, map, lineEnd(text, startOf(pair)), end ?? text.length);
  };
  return { file, entries, sections: { let: section('let'), blocks: section('blocks') } };
}

/** The included files without the blocks and values that nothing uses, directly or through others. */
function usedParts(main: Parts, files: readonly Parts[], used: ReadonlySet<string>): readonly Parts[] {
  const words = new Set<string>(used);
  for (const { pair } of main.entries) wordsIn(pair.value, words);
  const kept = new Set<EntryText>();
  const all = files.flatMap(({ sections }) => [...sections.let, ...sections.blocks]);
  for (let before = -1; before < kept.size; ) {
    before = kept.size;
    for (const entry of all) {
      if (kept.has(entry) || !words.has(entry.key)) continue;
      kept.add(entry);
      wordsIn(entry.pair.value, words);
    }
  }
  const keptIn = (entries: readonly EntryText[]): readonly EntryText[] => entries.filter((entry) => kept.has(entry));
  return files.map((file) => ({
    ...file,
    sections: { let: keptIn(file.sections.let), blocks: keptIn(file.sections.blocks) },
  }));
}

/** A section with the entries of all files, each after a comment that names the file. */
function sectionLines(section: Section, files: readonly Parts[]): string[] {
  const filled = files.filter(({ sections }) => sections[section].length > 0);
  if (filled.length === 0) return [];
  const lines = filled.flatMap((parts) => [
    `# from ${printable(parts.file)}`,
    ...(section === 'blocks' ? headOf(parts, files) : []),
    ...parts.sections[section].flatMap(({ lead, lines }) => [...lead, ...lines]),
  ]);
  return [`${section}:`, ...lines.map((line) => (line.trim() === '' ? '' : `  ${line}`))];
}

/** The comments at the top of an included file, which say where its blocks are from. */
function headOf(parts: Parts, files: readonly Parts[]): readonly string[] {
  if (parts === files.at(-1)) return [];
  const lead = parts.entries[0]?.lead ?? [];
  return lead.filter((line) => line.startsWith('#') && !line.includes('yaml-language-server'));
}
