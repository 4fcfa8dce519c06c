import type { AttributesOf, Fields } from './field';

/** Words, each with the fields of its settings. */
export type ChoiceTable = Readonly<Record<string, Fields>>;

/** One word out of a table with the settings below it, as the compiler works with it: `{ type: 'sgd', momentum: 0.9, … }`. */
export type Choice<T extends ChoiceTable> = {
  [K in keyof T & string]: { readonly type: K } & AttributesOf<T[K]>;
}[keyof T & string];
