import type { Problem } from '../diagnostics/problem';

/** One weight: its values in row-major order. A scalar has the shape []. */
export interface WeightTensor {
  readonly shape: readonly number[];
  /** As many as the product of the shape. */
  readonly values: Float32Array;
}

/** What a weights file holds. Maps, since names come from specs and files: `__proto__` is a name like any other. */
export interface Weights {
  readonly tensors: ReadonlyMap<string, WeightTensor>;
  /** Notes about the file, such as the hash of the spec; text only. */
  readonly metadata: ReadonlyMap<string, string>;
}

/** What is wrong with a weights file, in words for the user: what was found and what was expected. */
export interface WeightsProblem extends Problem {
  readonly file: string;
}

/** What came of reading weights; nothing that is in a file makes the reader throw. */
export type WeightsResult =
  | { readonly ok: true; readonly weights: Weights }
  | { readonly ok: false; readonly problem: WeightsProblem };
