import type { Plain } from './language';

/** Text with the value that the target language computes for it. */
export interface Rendered {
  readonly text: string;
  readonly binding: number;
  readonly names: readonly string[];
  readonly value: Plain;
  /** True if the target language has a float: for languages without whole floats, a number that is not whole. */
  readonly float: boolean;
  /** True for a name or a number. */
  readonly simple?: boolean;
  /** True if it has a division of whole numbers that must come out even. */
  readonly quotient?: boolean;
}

export type Numeric = Rendered & { readonly value: number };

export function isNumeric(rendered: Rendered): rendered is Numeric {
  return typeof rendered.value === 'number';
}

/** A text as an operand: in parentheses if it binds less tightly. */
export function bound({ text, binding }: Rendered, least: number): string {
  return binding < least ? `(${text})` : text;
}

export function withQuotient(rendered: Rendered | undefined): Rendered | undefined {
  return rendered && { ...rendered, quotient: true };
}
