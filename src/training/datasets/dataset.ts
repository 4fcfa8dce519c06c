import type { Problem } from '../../diagnostics/problem';

/** Images and their labels, in the order of the files. Read-only for everyone who gets one. */
export interface Split {
  readonly count: number;
  /** count x height x width x channels, bytes 0 to 255. */
  readonly images: Uint8Array;
  /** One for each image, 0 to classes - 1. */
  readonly labels: Uint8Array;
}

/** Everything a training run reads: images of one size, each with the number of its class. */
export interface Dataset {
  /** For people: `MNIST`, or the folder's path. */
  readonly name: string;
  /** Of one image: `[height, width, channels]`. */
  readonly shape: readonly number[];
  readonly classes: number;
  readonly train: Split;
  readonly test: Split;
}

/** What is wrong with a file or folder, in words for the user. */
export interface DataProblem extends Problem {
  /** The path of the file or folder at fault. */
  readonly file: string;
}

/** What came of loading a dataset; nothing that is on the user's disk makes a loader throw. */
export type DatasetResult =
  | { readonly ok: true; readonly dataset: Dataset }
  | { readonly ok: false; readonly problems: readonly DataProblem[] };

/** What came of one step on the way to a dataset; the message becomes a `DataProblem` of the file at hand. */
export type Step<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };
