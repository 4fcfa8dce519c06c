import type { FileProblem } from '../diagnostics/problem';

/** One weight, with its values in row-major order. A scalar has the shape []. */
export interface WeightTensor {
  readonly shape: readonly number[];
  /** As many as the product of the shape. */
  readonly values: Float32Array;
}

/** The content of a weights file. Maps, since names come from specs and files: `__proto__` is a name like any other. */
export interface Weights {
  readonly tensors: ReadonlyMap<string, WeightTensor>;
  /** Notes about the file, such as the hash of the spec, as text. */
  readonly metadata: ReadonlyMap<string, string>;
}

/** The result of reading weights; no content of a file makes the reader throw. */
export type WeightsResult =
  | { readonly ok: true; readonly weights: Weights }
  | { readonly ok: false; readonly problem: FileProblem };
