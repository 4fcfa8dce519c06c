import type { Diagnostic, Fix, Note, Severity } from './diagnostic';
import type { ArgumentsOf, Code } from './messages';
import { warnings } from './messages/warnings';
import type { Span } from './source';

export interface Details<C extends Code = Code> {
  /** By default that of the code: `error`, or `warning` for the codes of warnings. */
  readonly severity?: Severity;
  readonly notes?: readonly Note[];
  readonly fixes?: readonly Fix[];
  /** Replaces the catalogue's help where only the caller knows better. */
  readonly help?: string | undefined;
  /** The uses of blocks, outermost first, through which the location was reached. */
  readonly uses?: readonly Use[];
  /** Uses of the same block left untyped by an earlier error; asked for once all shapes are known. */
  readonly elsewhere?: () => readonly Use[];
  /** The value at this location is wrong for every consumer: one mistake, however many consumers report it. */
  readonly blamed?: boolean;
  /** What makes the value wrong, such as the expression that computes it: reported instead where it does so often. */
  readonly cause?: Cause<C> | undefined;
}

/** A location that is reported instead of all values that it makes wrong. */
export interface Cause<C extends Code = Code> {
  readonly span: Span;
  readonly uses: readonly Use[];
  /** The arguments of the code at this location, where they differ from those at the values. */
  readonly args?: ArgumentsOf<C>;
  /** As in `Details`. */
  readonly blamed?: boolean;
  /** How many locations it must make wrong to be reported instead of them; 2 by default. */
  readonly least?: number;
}

/** A use of a block, with the name that the summary gives it. */
export interface Use {
  readonly name: string;
  readonly span: Span;
}

/** What a pass found wrong. Several findings may be one mistake: see `diagnose`. */
export interface Finding<C extends Code = Code> extends Pick<Diagnostic<C>, 'code' | 'args' | 'severity' | 'span'> {
  readonly details: Omit<Details<C>, 'severity'>;
}

/** Takes the findings of one compilation. */
export interface Report {
  add<C extends Code>(code: C, span: Span, args: ArgumentsOf<C>, details?: Details<C>): void;
}

/** More findings than this are not kept, so that a hostile file can't fill the memory. */
const MAXIMUM_FINDINGS = 100_000;

/** Keeps findings in the order in which they are reported. */
export class Collector implements Report {
  readonly #findings: Finding[] = [];
  #hasErrors = false;

  add<C extends Code>(code: C, span: Span, args: ArgumentsOf<C>, details: Details<C> = {}): void {
    const { severity = Object.hasOwn(warnings, code) ? 'warning' : 'error' } = details;
    const isFirstError = severity === 'error' && !this.#hasErrors;
    this.#hasErrors ||= isFirstError;
    if (this.#findings.length < MAXIMUM_FINDINGS || isFirstError)
      this.#findings.push({ code, span, args, severity, details });
  }

  get findings(): readonly Finding[] {
    return this.#findings;
  }

  get hasErrors(): boolean {
    return this.#hasErrors;
  }
}
