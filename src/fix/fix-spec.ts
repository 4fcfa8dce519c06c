import { type Compilation, compile, type Options } from '../compiler/compile';
import type { IncludeReader } from '../compiler/include/include-reader';
import { applyEdits, editedPlaces } from '../diagnostics/apply-edits';
import type { Diagnostic, Edit } from '../diagnostics/diagnostic';
import type { Code } from '../diagnostics/messages';
import { type Position, positionOf, textOf } from '../diagnostics/source';
import { firstDiagnostics } from '../diagnostics/suppress';
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
  /** The diagnostics whose fixes were made, in the same order. */
  readonly fixed: readonly Diagnostic[];
}

/** Files by name, with the fixes applied so far. */
type Texts = ReadonlyMap<string, string>;

/** A state of the files, and what the compiler says about it. */
interface Draft {
  readonly texts: Texts;
  readonly compilation: Compilation;
}

/** How far `fixSpec` goes. */
export interface Extent {
  readonly scope: Scope;
  /** At most this many rounds; by default until no fix is left. */
  readonly rounds?: number;
}

/**
 * Applies certain fixes in the spec and its includes until none is left. Each round must make the files strictly better, and leave no
 * error where it edits; a fix that doesn't is not applied. No file access.
 */
export function fixSpec(text: string, file: string, options: Options, { scope, rounds = Infinity }: Extent): FixResult {
  const originals = new Map([[file, text]]);
  const look = (texts: Texts): Draft => {
    const all = new Map(texts);
    const includes = options.includes && overlaid(options.includes, originals, all);
    const compilation = compile(all.get(file) ?? text, file, {
      ...options,
      ...(includes && { includes }),
      // With the first ones only, many mistakes would take many rounds.
      complete: true,
    });
    return { texts: all, compilation };
  };
  const made: ChosenFix[] = [];
  let draft = look(originals);
  for (let round = 0; round < rounds; round++) {
    const next = improve(draft, scope, look);
    if (!next) break;
    made.push(...next.fixes);
    draft = next.draft;
  }
  const changed = [...draft.texts].flatMap(([name, after]) => {
    const before = originals.get(name) ?? after;
    return before === after ? [] : [[name, { before, after }] as const];
  });
  return {
    compilation: { ...draft.compilation, diagnostics: firstDiagnostics(draft.compilation.diagnostics) },
    changed: new Map(changed),
    made: made.map(describe),
    fixed: made.map(({ diagnostic }) => diagnostic),
  };
}

interface Improvement {
  readonly draft: Draft;
  readonly fixes: readonly ChosenFix[];
}

/** So many fixes of a round are tried one by one if together they improve nothing. */
const MAXIMUM_SINGLE = 20;

/** The first round that improves a draft: with all of its fixes that leave no error, or else with the first that does so by itself. */
function improve(draft: Draft, scope: Scope, look: (texts: Texts) => Draft): Improvement | undefined {
  for (const round of chooseFixes(draft.compilation.diagnostics, scope)) {
    const together = attempt(round, draft, look);
    if (together) return together;
    for (const fix of round.length > 1 ? round.slice(0, MAXIMUM_SINGLE) : []) {
      const single = attempt([fix], draft, look);
      if (single) return single;
    }
  }
  return undefined;
}

/** The draft with those of some fixes after which no error is left where they edit, if it is better with them. */
function attempt(fixes: readonly ChosenFix[], before: Draft, look: (texts: Texts) => Draft): Improvement | undefined {
  if (fixes.length === 0) return undefined;
  const next = look(withFixes(fixes, before.texts));
  const { diagnostics } = next.compilation;
  const clean = cleanFixes(fixes, diagnostics);
  if (clean.length < fixes.length) return attempt(clean, before, look);
  return isLess(remaining(diagnostics), remaining(before.compilation.diagnostics)) ? { draft: next, fixes } : undefined;
}

/** The fixes without an error where they edited. */
function cleanFixes(fixes: readonly ChosenFix[], diagnostics: readonly Diagnostic[]): readonly ChosenFix[] {
  const places = editedPlaces(fixes.flatMap(({ fix }) => fix.edits));
  const isWrong = (edit: Edit): boolean => {
    const place = places.get(edit);
    return diagnostics.some(
      ({ severity, span: { source, start, end } }) =>
        severity === 'error' && place?.file === source.file && place.start < end && start < place.end,
    );
  };
  return fixes.filter(({ fix }) => !fix.edits.some(isWrong));
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
