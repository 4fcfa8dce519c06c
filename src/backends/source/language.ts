import type { BinaryOperator, FunctionName } from '../../expression/ast';

/** A value in a generated program. */
export type Plain = number | string | boolean;

/**
 * An operator between two operands. A larger `binding` binds tighter. An operand is parenthesised if it binds less tightly than
 * `left` or `right`.
 */
export interface Infix {
  readonly sign: string;
  readonly binding: number;
  readonly left: number;
  readonly right: number;
  /** Without spaces between names and numbers. */
  readonly tight?: true;
}

/** An operator before its operand, which is parenthesised if it binds less tightly than `operand`. */
export interface Prefix {
  readonly sign: string;
  readonly binding: number;
  readonly operand: number;
}

/** A choice between two values; the numbers say how tightly its three operands must bind to need no parentheses. */
export interface Conditional {
  readonly binding: number;
  readonly condition: number;
  readonly whenTrue: number;
  readonly whenFalse: number;
  text(condition: string, whenTrue: string, whenFalse: string): string;
}

/** A function of the target language. */
export interface Callable {
  readonly name: string;
  /** What the target language computes, which may differ from the spec's meaning. */
  apply(...values: number[]): number;
  /** The minimum number of arguments; 1 by default. */
  readonly arity?: number;
  /** True for a function that the program must define. */
  readonly defined?: true;
  /** True if the result is whole, whatever the arguments are. */
  readonly whole?: true;
}

/** How a target language writes expressions. An undefined row is not supported, and the value is written instead. */
export interface Language {
  /** True if a whole number can be a float (`8.0`), which is not accepted as a size. */
  readonly hasWholeFloats: boolean;
  /** By what share of it a formula may miss a fraction, which doubles round. */
  readonly tolerance: number;
  readonly infix: { readonly [K in BinaryOperator]: Infix | undefined };
  /** The division of whole numbers without a remainder, if `/` would return a float. */
  readonly wholeDivision?: Infix;
  readonly prefix: { readonly [K in 'not' | 'negate']: Prefix | undefined };
  readonly conditional: Conditional;
  readonly functions: { readonly [K in FunctionName]: Callable | undefined };
  /** The brackets around several numbers. */
  readonly list: readonly [open: string, close: string];
  literal(value: Plain): string;
  /** The semantics of `%`; languages differ in its sign. */
  remainder(dividend: number, divisor: number): number;
}

/** The precedence of a name or a call, which never needs parentheses. */
export const TIGHTEST = 10;

/** `a - b - c` is `(a - b) - c`. */
export function leftAssociative(sign: string, binding: number): Infix {
  return { sign, binding, left: binding, right: binding + 1 };
}

/** `a ** b ** c` is `a ** (b ** c)`; `base` is how tightly the left operand must bind. */
export function rightAssociative(sign: string, binding: number, base: number): Infix {
  return { sign, binding, left: base, right: binding };
}

/** `(a < b) < c` keeps its parentheses. */
export function nonAssociative(sign: string, binding: number): Infix {
  return { sign, binding, left: binding + 1, right: binding + 1 };
}
