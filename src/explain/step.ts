import { positionOf, type Span } from '../diagnostics/source';

/** The source location of a step; lines and columns start at 1. */
export interface StepPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One number that an answer is computed from. */
export interface Step {
  readonly value: number;
  /** The formula; null if the user wrote the number. */
  readonly formula: string | null;
  /** What the user wrote instead of the number, such as `${out}`, and its value; null if it was the number itself. */
  readonly written: string | null;
  /** The layer, block or input that the number belongs to. */
  readonly by: string;
  readonly place: StepPlace | null;
  /** Indices of the operands, in the order of the formula. */
  readonly operands: readonly number[];
}

export function placeOf({ source, start }: Span): StepPlace {
  return { file: source.file, ...positionOf(source, start) };
}

/** A list of steps without duplicates. */
export class Steps {
  readonly #list: Step[] = [];
  readonly #indices = new Map<string, number>();

  get list(): readonly Step[] {
    return this.#list;
  }

  /** The index of a step, which is reused if an equal step exists. */
  add(step: Step): number {
    const { value, formula, written, by, place, operands } = step;
    const key = [value, formula, written, by, place?.line, place?.column, operands.join(' ')].join('|');
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    this.#indices.set(key, this.#list.push(step) - 1);
    return this.#list.length - 1;
  }
}
