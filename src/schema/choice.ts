import type { AttributesOf, Fields } from './field';

/** Words, each with the fields of its settings. */
export type ChoiceTable = Readonly<Record<string, Fields>>;

/** One word of a table with its settings, as the compiler uses it: `{ type: 'sgd', momentum: 0.9, … }`. */
export type Choice<T extends ChoiceTable> = {
  [K in keyof T & string]: { readonly type: K } & AttributesOf<T[K]>;
}[keyof T & string];

/** One row per word of a choice, which receives the settings of that word. */
export type ChoiceRows<C extends { readonly type: string }, A extends readonly unknown[], R> = {
  readonly [K in C['type']]: (settings: Extract<C, { readonly type: K }>, ...context: A) => R;
};

/** What the row of a choice returns. */
export function applyRow<C extends { readonly type: string }, A extends readonly unknown[], R>(
  rows: ChoiceRows<C, A, R>,
  choice: C,
  ...context: A
): R {
  // TypeScript does not see that the row found by `type` accepts the choice of that type.
  const row = rows[choice.type as C['type']] as (settings: C, ...context: A) => R;
  return row(choice, ...context);
}
