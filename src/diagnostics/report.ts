import type { Diagnostic, Fix, Note, Severity } from './diagnostic';
import { type ArgumentsOf, type Code, messages, type Text } from './messages';
import { warnings } from './messages/warnings';
import type { Source, Span } from './source';

export interface Details {
  /** Else what the code is: an error, or one of the warnings. */
  readonly severity?: Severity;
  readonly notes?: readonly Note[];
  readonly fixes?: readonly Fix[];
  /** Replaces the catalogue's help where only the place of the mistake knows a better one. */
  readonly help?: string | undefined;
  /** The uses of blocks, outermost first, through which the place was reached. */
  readonly uses?: readonly Use[];
  /** Uses that the same place has come to and that nothing is known of, since the mistake stands above them. */
  readonly elsewhere?: () => readonly Use[];
  /** The value at the place is wrong, whoever takes it: one mistake, however many say so. */
  readonly blamed?: boolean;
  /** What makes the value at the place wrong, such as the expression that computes with it: it is to blame where it does so often. */
  readonly cause?: Cause | undefined;
}

/** A place that is told instead of all values that it makes wrong. */
export interface Cause {
  readonly span: Span;
  readonly uses: readonly Use[];
  /** What is told there, where that is something else. */
  readonly args?: unknown;
  /** As in `Details`. */
  readonly blamed?: boolean;
  /** How many places it makes wrong before it is told instead of them; 2 where that is not said. */
  readonly least?: number;
}

/** A place where a block is used, named as the summary names it. */
export interface Use {
  readonly name: string;
  readonly span: Span;
}

/** Takes the mistakes of one compilation. */
export interface Report {
  add<C extends Code>(code: C, span: Span, args: ArgumentsOf<C>, details?: Details): void;
}

interface Entry {
  readonly diagnostic: Diagnostic;
  /** By name, so that each is counted once. */
  readonly uses: Map<string, Use>;
  /** What other uses of the block come to at the same place, where that is not the same. */
  readonly others: { readonly message: string; readonly use: Use }[];
  /** Asked at the end, when all is known. */
  readonly elsewhere: Details['elsewhere'];
}

/** A place that a cause made wrong. */
interface Caused {
  readonly at: Span;
  readonly tell: () => void;
}

/** So many places that a cause made wrong are named. */
const MAXIMUM_PLACES = 3;

/** More diagnostics than this are not kept: nobody reads them, and a hostile file could fill the memory with them. */
export const MAXIMUM_KEPT = 10_000;

/**
 * Collects diagnostics in the order of the text. The same code at the same place is one mistake, however many uses of a
 * block lead to it: it is kept once, with a note that counts the uses.
 */
export class Collector implements Report {
  readonly #main: Source | undefined;
  readonly #entries = new Map<string, Entry>();
  /** By cause, the places that it made wrong, each with how to blame the cause instead. */
  readonly #caused = new Map<string, Map<string, Caused>>();
  #hasErrors = false;

  /** What stands in `main` comes before what stands in other files. */
  constructor(main?: Source) {
    this.#main = main;
  }

  add<C extends Code>(code: C, span: Span, args: ArgumentsOf<C>, details: Details = {}): void {
    const { cause } = details;
    const key = keyOf(details.blamed ? 'schema/value' : code, span);
    if (cause && this.#blameCause(code, key, span, args, cause)) return;
    const use = details.uses?.at(-1);
    const known = this.#entries.get(key);
    const { severity = Object.hasOwn(warnings, code) ? 'warning' : 'error' } = details;
    const full = this.#entries.size >= MAXIMUM_KEPT && (this.#hasErrors || severity !== 'error');
    if (!known && full) return;
    const { text, help }: Text = messages[code](args as never);
    if (known && details.blamed && known.diagnostic.message !== text) return;
    if (known) {
      if (use && text === known.diagnostic.message) known.uses.set(use.name, use);
      else if (use && !known.uses.has(use.name) && known.others.length < MAXIMUM_USES)
        known.others.push({ message: text, use });
      return;
    }
    const diagnostic: Diagnostic = {
      code,
      severity,
      message: text,
      span,
      notes: details.notes ?? [],
      help: details.help ?? help,
      fixes: details.fixes ?? [],
    };
    this.#entries.set(key, {
      diagnostic,
      uses: new Map(use ? [[use.name, use]] : []),
      others: [],
      elsewhere: details.elsewhere,
    });
    this.#hasErrors ||= severity === 'error';
  }

  /** True where a cause has made enough values wrong: then it is reported itself, with all of its uses. */
  #blameCause<C extends Code>(code: C, place: string, at: Span, args: ArgumentsOf<C>, cause: Cause): boolean {
    const { span, uses, blamed = false, least = 2 } = cause;
    const key = keyOf(code, span);
    const places = this.#caused.get(key) ?? new Map<string, Caused>();
    const notes = (): Note[] =>
      [...places.values()].slice(0, MAXIMUM_PLACES).map((one) => ({ message: 'it does not fit here', span: one.at }));
    const tell = (): void =>
      this.add(code, span, (cause.args ?? args) as ArgumentsOf<C>, { uses, blamed, notes: notes() });
    this.#caused.set(key, places.set(place, { at, tell }));
    if (places.size < least) return false;
    for (const [other, one] of places) if (this.#entries.delete(other)) one.tell();
    tell();
    return true;
  }

  get hasErrors(): boolean {
    return this.#hasErrors;
  }

  diagnostics(): readonly Diagnostic[] {
    return [...this.#entries.values()]
      .map(({ diagnostic, uses, others, elsewhere }) => {
        const told = [...uses.values(), ...others.map(({ use }) => use)];
        const hidden = (elsewhere?.() ?? []).filter(({ name }) => !told.some((use) => use.name === name));
        const notes = [
          ...diagnostic.notes,
          ...usesNote([...uses.values()], [...new Map(hidden.map((use) => [use.name, use])).values()]),
          ...othersNote(others),
        ];
        // No single edit fixes uses that need different ones.
        return others.length === 0 ? { ...diagnostic, notes } : { ...diagnostic, notes, fixes: [], help: DIFFERENT };
      })
      .sort(
        (a, b) => this.#rank(a).localeCompare(this.#rank(b)) || a.span.start - b.span.start || a.span.end - b.span.end,
      );
  }

  /** Files in the order of their names, the main one first. */
  #rank({ span: { source } }: Diagnostic): string {
    return source === this.#main ? '' : source.file;
  }
}

/** The same code at the same place is one mistake. */
function keyOf(code: Code, { source, start, end }: Span): string {
  return `${code} ${source.file} ${start} ${end}`;
}

/** Uses of a block that one diagnostic names beside the first. */
const MAXIMUM_USES = 3;

const DIFFERENT = 'the uses of the block need different values here: make it a parameter';

function othersNote(others: Entry['others']): Note[] {
  return others.map(({ message, use }) => ({
    message: `in \`${use.name}\`: ${message}`,
    span: use.span,
  }));
}

/** Where a mistake in a block was seen, and where else the block is used: below the mistake nothing is known. */
function usesNote(uses: readonly Use[], hidden: readonly Use[]): Note[] {
  const [first, ...seen] = uses;
  const others = [...seen, ...hidden];
  if (!first) return [];
  const where = `\`${first.name}\``;
  if (others.length === 0) return [{ message: `in the use of the block as ${where}`, span: first.span }];
  const names = others.slice(0, MAXIMUM_USES).map((use) => `\`${use.name}\``);
  const rest = others.length > MAXIMUM_USES ? ` and ${others.length - MAXIMUM_USES} more` : '';
  return [
    {
      message: `one mistake, reported for ${others.length + 1} uses of the block: ${where}, ${names.join(', ')}${rest}`,
      span: first.span,
    },
  ];
}
