import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { INPUT_SHAPE, preprocess } from './surroundings';

/** The shape and bytes of an idx file. */
export function readIdx(file: string): { shape: number[]; data: Uint8Array } {
  const bytes = readFileSync(file);
  if (bytes.length < 8 || bytes.readUInt16BE(0) !== 0 || bytes.readUInt8(2) !== 8) {
    throw new Error(`${file} is not an idx file of bytes`);
  }
  const rank = bytes.readUInt8(3);
  const shape = Array.from({ length: rank }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis));
  return { shape, data: bytes.subarray(4 + 4 * rank) };
}

export interface Samples {
  count: number;
  pixels: Uint8Array;
  labels: Uint8Array;
}

/** The samples in a folder with the file names of MNIST: the images and labels of `train` or `t10k`. */
export function readSamples(folder: string, split: 'train' | 't10k'): Samples {
  const images = readIdx(join(folder, `${split}-images-idx3-ubyte`));
  const labels = readIdx(join(folder, `${split}-labels-idx1-ubyte`));
  if (images.shape[0] !== labels.shape[0]) {
    throw new Error(`${folder} does not have one label for each image of ${split}`);
  }
  return { count: labels.data.length, pixels: images.data, labels: labels.data };
}

/** The samples at the given indices, as inputs and classes. */
export function takeBatch(samples: Samples, indices: number[]): { input: tf.Tensor; classes: tf.Tensor1D } {
  const { count, pixels, labels } = samples;
  const size = pixels.length / count;
  const batch = new Uint8Array(indices.length * size);
  for (const [row, index] of indices.entries()) {
    batch.set(pixels.subarray(index * size, (index + 1) * size), row * size);
  }
  const input = preprocess(tf.tensor(batch, [indices.length, ...INPUT_SHAPE], 'int32'));
  const classes = indices.map((index) => labels[index] ?? 0);
  return { input, classes: tf.tensor1d(classes, 'int32') };
}
