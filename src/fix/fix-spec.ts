import { type Compilation, compile, type Options } from '../compiler/compile';
import type { IncludeReader } from '../compiler/include/include-reader';
import type { Code } from '../diagnostics/messages';
import { type Position, positionOf, textOf } from '../diagnostics/source';
import { applyEdits, editedPlaces } from './apply-edits';
import { type ChosenFix, chooseFixes, type Scope } from './choose-fixes';
import { isLess, remaining } from './remaining';

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

/** Files by name, with the fixes applied so far. */
type Texts = ReadonlyMap<string, string>;

/** A state of the files, and what the compiler says about it. */
interface Draft {
  readonly texts: Texts;
  readonly compilation: Compilation;
}

/**
 * Applies certain fixes in the spec and its includes until none is left. Each round must make the files strictly better, and leave no
 * error where it edits; a fix that doesn't is not applied. No file access.
 */
export function fixSpec(text: string, file: string, options: Options, scope: Scope): FixResult {
  const originals = new Map([[file, text]]);
  const look = (texts: Texts): Draft => {
    const all = new Map(texts);
    const includes = options.includes && overlaid(options.includes, originals, all);
    const compilation = compile(all.get(file) ?? text, file, { ...options, ...(includes && { includes }) });
    return { texts: all, compilation };
  };
  const made: MadeFix[] = [];
  let draft = look(originals);
  for (let next = improve(draft, scope, look); next; next = improve(draft, scope, look)) {
    made.push(...next.fixes.map(describe));
    draft = next.draft;
  }
  const changed = [...draft.texts].flatMap(([name, after]) => {
    const before = originals.get(name) ?? after;
    return before === after ? [] : [[name, { before, after }] as const];
  });
  return { compilation: draft.compilation, changed: new Map(changed), made };
}

/** More fixes than this are not tried one by one in a round. */
const MAXIMUM_SINGLE = 50;

interface Improvement {
  readonly draft: Draft;
  readonly fixes: readonly ChosenFix[];
}

/** The first round that improves a draft: with all of its fixes, or else with those that improve it by themselves. */
function improve(draft: Draft, scope: Scope, look: (texts: Texts) => Draft): Improvement | undefined {
  const attempt = (fixes: readonly ChosenFix[]): Improvement | undefined => {
    if (fixes.length === 0) return undefined;
    const next = look(withFixes(fixes, draft.texts));
    return isBetter(next, draft, fixes) ? { draft: next, fixes } : undefined;
  };
  for (const round of chooseFixes(draft.compilation.diagnostics, scope)) {
    const together = attempt(round);
    if (together) return together;
    const single = round.length > 1 ? round.slice(0, MAXIMUM_SINGLE).flatMap((fix) => attempt([fix]) ?? []) : [];
    const [first, second] = single;
    if (first) return (second && attempt(single.flatMap(({ fixes }) => fixes))) ?? first;
  }
  return undefined;
}

function isBetter(next: Draft, before: Draft, fixes: readonly ChosenFix[]): boolean {
  const { diagnostics } = next.compilation;
  if (!isLess(remaining(diagnostics), remaining(before.compilation.diagnostics))) return false;
  const places = editedPlaces(fixes.flatMap(({ fix }) => fix.edits));
  return !diagnostics.some(
    ({ severity, span: { source, start, end } }) =>
      severity === 'error' &&
      places.some((place) => place.file === source.file && place.start < end && start < place.end),
  );
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

function withFixes(chosen: readonly ChosenFix[], before: Texts): Texts {
  const texts = new Map(before);
  const edits = chosen.flatMap(({ fix }) => fix.edits);
  for (const file of new Set(edits.map(({ span }) => span.source.file))) {
    const own = edits.filter(({ span }) => span.source.file === file);
    texts.set(file, applyEdits(texts.get(file) ?? '', own));
  }
  return texts;
}

function describe({ diagnostic, fix }: ChosenFix): MadeFix {
  const [edit, other] = fix.edits;
  const { source, start } = edit?.span ?? diagnostic.span;
  const change = edit && !other ? { before: textOf(edit.span), after: edit.newText } : undefined;
  return { code: diagnostic.code, file: source.file, position: positionOf(source, start), title: fix.title, change };
}
