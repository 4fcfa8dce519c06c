import type { FileProblem } from '../../diagnostics/problem';

/** Images and their labels, in the order of the files. Read-only for all consumers. */
export interface Split {
  readonly count: number;
  /** count x height x width x channels, bytes 0 to 255. */
  readonly images: Uint8Array;
  /** One per image, 0 to classes - 1. */
  readonly labels: Uint8Array;
}

/** Copies of the images at `indices`, in that order. Their memory is whole words of 32 bits, in which engines take bytes. */
export function select({ images, labels, count }: Split, indices: Uint32Array): Split {
  const imageBytes = images.length / count;
  const length = indices.length * imageBytes;
  const copies = new Uint8Array(new ArrayBuffer(4 * Math.ceil(length / 4)), 0, length);
  const classes = new Uint8Array(indices.length);
  for (const [position, index] of indices.entries()) {
    copies.set(images.subarray(index * imageBytes, (index + 1) * imageBytes), position * imageBytes);
    classes[position] = labels[index] as number;
  }
  return { count: indices.length, images: copies, labels: classes };
}

/** The data of a training run: images of one size, each with its class. */
export interface Dataset {
  /** For people: `MNIST`, or the folder's path. */
  readonly name: string;
  /** The shape of one sample: `[height, width, channels]`, with 1 channel for grey images, or `[features]`. */
  readonly shape: readonly number[];
  /** Labels are below it. */
  readonly classes: number;
  readonly train: Split;
  readonly test: Split;
  /** The files that were read. */
  readonly files: readonly DataFile[];
}

/** A data file as it is on the disk, perhaps compressed. */
export interface DataFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The result of loading a data set; nothing on the user's disk makes a loader throw. */
export type DatasetResult =
  | { readonly ok: true; readonly dataset: Dataset }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

/** The result of reading a part of a file; the message becomes a `FileProblem` of that file. */
export type Part<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };
