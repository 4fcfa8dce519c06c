import { type Compilation, compile, type Options } from '../compiler/compile';
import type { IncludeReader } from '../compiler/include/include-reader';
import type { Code } from '../diagnostics/messages';
import { type Position, positionOf, textOf } from '../diagnostics/source';
import { applyEdits } from './apply-edits';
import { type ChosenFix, chooseFixes, type Scope } from './choose-fixes';

/** One applied fix; the location refers to the text that it was applied to. */
export interface MadeFix {
  readonly code: Code;
  readonly file: string;
  readonly position: Position;
  readonly title: string;
  /** The text before and after, if the fix is one edit. */
  readonly change: { readonly before: string; readonly after: string } | undefined;
}

export interface FixResult {
  /** The remaining diagnostics, for the fixed text. */
  readonly compilation: Compilation;
  /** The changed files, by the names in diagnostics: before and after. */
  readonly changed: ReadonlyMap<string, { readonly before: string; readonly after: string }>;
  readonly made: readonly MadeFix[];
}

/** Each round fixes what the one before uncovered; real files need far fewer rounds. */
const MAXIMUM_ROUNDS = 100;

/** Applies certain fixes in the spec and its includes until none is left. No file access. */
export function fixSpec(text: string, file: string, options: Options, scope: Scope): FixResult {
  const originals = new Map([[file, text]]);
  const texts = new Map(originals);
  const includes = options.includes && overlaid(options.includes, originals, texts);
  const made: MadeFix[] = [];
  const look = () => compile(texts.get(file) ?? text, file, { ...options, ...(includes && { includes }) });
  let compilation = look();
  const seen = new Set<string>();
  for (let round = 0; round < MAXIMUM_ROUNDS; round++) {
    const chosen = chooseFixes(compilation.diagnostics, scope);
    const state = [...texts].map(([name, now]) => `${name}\0${now}`).join('\0');
    if (chosen.length === 0 || seen.has(state)) break;
    seen.add(state);
    makeFixes(chosen, texts);
    made.push(...chosen.map(describe));
    compilation = look();
  }
  const changed = [...texts].flatMap(([name, after]) => {
    const before = originals.get(name) ?? after;
    return before === after ? [] : [[name, { before, after }] as const];
  });
  return { compilation, changed: new Map(changed), made };
}

/** Reads files with the fixes applied so far. */
function overlaid(reader: IncludeReader, originals: Map<string, string>, texts: Map<string, string>): IncludeReader {
  return {
    identify: (file) => reader.identify(file),
    read(path, from) {
      const read = reader.read(path, from);
      if (!read.ok) return read;
      if (!originals.has(read.file)) originals.set(read.file, read.text);
      const text = texts.get(read.file) ?? read.text;
      texts.set(read.file, text);
      return { ...read, text };
    },
  };
}

function makeFixes(chosen: readonly ChosenFix[], texts: Map<string, string>): void {
  const edits = chosen.flatMap(({ fix }) => fix.edits);
  for (const file of new Set(edits.map(({ span }) => span.source.file))) {
    const own = edits.filter(({ span }) => span.source.file === file);
    texts.set(file, applyEdits(texts.get(file) ?? '', own));
  }
}

function describe({ diagnostic, fix }: ChosenFix): MadeFix {
  const [edit, other] = fix.edits;
  const { source, start } = edit?.span ?? diagnostic.span;
  const change = edit && !other ? { before: textOf(edit.span), after: edit.newText } : undefined;
  return { code: diagnostic.code, file: source.file, position: positionOf(source, start), title: fix.title, change };
}
