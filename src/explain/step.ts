import { positionOf, type Span } from '../diagnostics/source';

/** Where a step stands in the text: lines and columns count from 1. */
export interface StepPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One number on the way to an answer. */
export interface Step {
  readonly value: number;
  /** The sum that makes it; null where the user wrote the number. */
  readonly formula: string | null;
  /** What the user wrote instead of the number, such as `${out}`, and what it then meant; null where it is the number itself. */
  readonly written: string | null;
  /** The layer, block or input that the number belongs to. */
  readonly by: string;
  readonly place: StepPlace | null;
  /** Indices of the steps that the sum reads, in its order. */
  readonly operands: readonly number[];
}

export function placeOf({ source, start }: Span): StepPlace {
  return { file: source.file, ...positionOf(source, start) };
}

/** A list of steps in which none stands twice. */
export class Steps {
  readonly #list: Step[] = [];
  readonly #indices = new Map<string, number>();

  get list(): readonly Step[] {
    return this.#list;
  }

  /** The index of a step: its own where the same is there already. */
  add(step: Step): number {
    const { value, formula, written, by, place, operands } = step;
    const key = [value, formula, written, by, place?.line, place?.column, operands.join(' ')].join('|');
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    this.#indices.set(key, this.#list.push(step) - 1);
    return this.#list.length - 1;
  }
}
