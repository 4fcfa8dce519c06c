import type { Batch } from '../../engines/trainer';
import { type Split, select } from '../datasets/dataset';

/** Copies the images at `indices`, in that order. */
export function takeBatch(split: Split, indices: Uint32Array): Batch {
  return select(split, indices);
}

/** At most `size` images from `start` on, in the order of the files. A view, not a copy. */
export function batchAt({ images, labels, count }: Split, start: number, size: number): Batch {
  const end = Math.min(start + size, count);
  const imageBytes = images.length / count;
  return {
    images: images.subarray(start * imageBytes, end * imageBytes),
    labels: labels.subarray(start, end),
    count: end - start,
  };
}
