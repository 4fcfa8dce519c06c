import type { Span } from '../diagnostics/source';

/** The item of a spec that made a dimension, named as the summary names it. */
export interface Site {
  readonly name: string;
  readonly span: Span;
}

/** Where a number came from: written by the user, or computed by a layer from other dimensions. */
export type Origin =
  | { readonly type: 'written'; readonly site: Site }
  | {
      readonly type: 'derived';
      /** The sum with its numbers filled in, such as `floor((24 - 2) / 2) + 1`. */
      readonly formula: string;
      readonly operands: readonly Dimension[];
      readonly site: Site;
    };

/** A size with its origin. The batch is never a dimension. */
export interface Dimension {
  readonly value: number;
  readonly origin: Origin;
}

/** `[height, width, channels]`, or `[features]`; other ranks come from `reshape` alone. */
export type Shape = readonly Dimension[];

export function written(value: number, site: Site): Dimension {
  return { value, origin: { type: 'written', site } };
}

export function derived(value: number, formula: string, operands: readonly Dimension[], site: Site): Dimension {
  return { value, origin: { type: 'derived', formula, operands, site } };
}

export function valuesOf(shape: Shape): number[] {
  return shape.map((dimension) => dimension.value);
}

export function product(values: readonly number[]): number {
  return values.reduce((total, value) => total * value, 1);
}
