import type { AttributesOf, Fields } from './field';

/** Words, each with the fields of its settings. */
export type ChoiceTable = Readonly<Record<string, Fields>>;

/** One word out of a table with the settings below it, as the compiler works with it: `{ type: 'sgd', momentum: 0.9, … }`. */
export type Choice<T extends ChoiceTable> = {
  [K in keyof T & string]: { readonly type: K } & AttributesOf<T[K]>;
}[keyof T & string];

/** A row for each word of a choice, given the settings of that word. */
export type ChoiceRows<C extends { readonly type: string }, A extends readonly unknown[], R> = {
  readonly [K in C['type']]: (settings: Extract<C, { readonly type: K }>, ...context: A) => R;
};

/** What the row of a choice gives for it. */
export function applyRow<C extends { readonly type: string }, A extends readonly unknown[], R>(
  rows: ChoiceRows<C, A, R>,
  choice: C,
  ...context: A
): R {
  // TypeScript doesn't see that the row found by `type` takes the choice of that type.
  const row = rows[choice.type as C['type']] as (settings: C, ...context: A) => R;
  return row(choice, ...context);
}
