import type { Batch } from '../../engines/trainer';
import type { Split } from '../datasets/dataset';

/** Copies the images at `indices`, in that order. */
export function takeBatch({ images, labels, count }: Split, indices: Uint32Array): Batch {
  const imageBytes = images.length / count;
  const taken = { images: new Uint8Array(indices.length * imageBytes), labels: new Uint8Array(indices.length) };
  for (const [place, index] of indices.entries()) {
    taken.images.set(images.subarray(index * imageBytes, (index + 1) * imageBytes), place * imageBytes);
    taken.labels[place] = labels[index] as number;
  }
  return { ...taken, count: indices.length };
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
