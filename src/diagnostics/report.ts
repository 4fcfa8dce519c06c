import type { Diagnostic, Fix, Note, Severity } from './diagnostic';
import type { ArgumentsOf, Code } from './messages';
import { warnings } from './messages/warnings';
import type { Span } from './source';

export interface Details<C extends Code = Code> {
  /** By default the severity of the code: `warning` for codes of warnings, otherwise `error`. */
  readonly severity?: Severity;
  readonly notes?: readonly Note[];
  readonly fixes?: readonly Fix[];
  /** Replaces the catalogue's help if the caller knows better. */
  readonly help?: string | undefined;
  /** The uses of blocks that contain the location, outermost first. */
  readonly uses?: readonly Use[];
  /** Uses of the same block left untyped by an earlier error; requested after all shapes are known. */
  readonly elsewhere?: () => readonly Use[];
  /** What the user wants of a value, so that repairs above it can be searched for. */
  readonly goal?: Goal | undefined;
  /** The value at this location is wrong for every consumer: one mistake, however many consumers report it. */
  readonly blamed?: boolean;
  /** The cause of the wrong value, such as the expression that computes it; reported instead if it makes enough values wrong. */
  readonly cause?: Cause<C> | undefined;
}

/** The wanted sizes of a value of the graph along some axes; without any, that it has a shape at all. */
export interface Goal {
  readonly value: number;
  readonly sizes: readonly { readonly axis: string; readonly size: number }[];
}

/** A location that is reported instead of all values that it makes wrong. */
export interface Cause<C extends Code = Code> {
  readonly span: Span;
  readonly uses: readonly Use[];
  /** The arguments of the code at this location, if they differ from those at the values. */
  readonly args?: ArgumentsOf<C>;
  /** As in `Details`. */
  readonly blamed?: boolean;
  /** How many wrong locations it needs to be reported instead of them; 2 by default. */
  readonly least?: number;
}

/** A use of a block, with its name in summaries. */
export interface Use {
  readonly name: string;
  readonly span: Span;
}

/** An error found by a pass. Several findings can be one mistake: see `diagnose`. */
export interface Finding<C extends Code = Code> extends Pick<Diagnostic<C>, 'code' | 'args' | 'severity' | 'span'> {
  readonly details: Omit<Details<C>, 'severity'>;
}

/** Receives the findings of one compilation. */
export interface Report {
  add<C extends Code>(code: C, span: Span, args: ArgumentsOf<C>, details?: Details<C>): void;
}

/** For questions whose answer is reported elsewhere, or not at all. */
export const silent: Report = { add: () => undefined };

/** No more findings than this are kept, so that a hostile file cannot exhaust the memory. */
const MAXIMUM_FINDINGS = 100_000;

/** Keeps findings in the order in which they were reported. */
export class Collector implements Report {
  readonly #findings: Finding[];
  #hasErrors: boolean;

  /** Continues after earlier findings. */
  constructor(earlier: readonly Finding[] = []) {
    this.#findings = [...earlier];
    this.#hasErrors = earlier.some(({ severity }) => severity === 'error');
  }

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
