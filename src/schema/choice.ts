import type { AttributesOf, Fields } from './field';

/** One word out of a table with the settings below it, as the compiler works with it: `{ type: 'sgd', momentum: 0.9, … }`. */
export type Choice<T extends Readonly<Record<string, object>>> = {
  [K in keyof T & string]: { readonly type: K } & AttributesOf<T[K] & Fields>;
}[keyof T & string];
