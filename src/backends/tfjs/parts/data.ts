import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as tf from '@tensorflow/tfjs-node';
import { CLASSES, INPUT_SHAPE, preprocess } from './surroundings';

/** The bytes of a file, which may be compressed: then its name ends with `.gz`, also where `file` does not say so. */
export function readBytes(file: string): Buffer {
  const found = [file, `${file}.gz`].find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  if (found === undefined) throw new Error(`there is no file ${file}`);
  const bytes = readFileSync(found);
  try {
    return found.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  } catch (error) {
    throw new Error(`${found} cannot be decompressed: ${(error as Error).message}`);
  }
}

/** Whether a file has the header of an idx file of bytes. */
export function isIdx(bytes: Buffer): boolean {
  return (
    bytes.length >= 4 &&
    bytes.readUInt16BE(0) === 0 &&
    bytes[2] === 8 &&
    bytes.length >= 4 + 4 * (bytes[3] ?? 0)
  );
}

/** The bytes of an idx file whose samples have the given shape; a last axis of 1 may be missing in the file. */
export function readIdx(file: string, sample: number[]): { count: number; data: Uint8Array } {
  const bytes = readBytes(file);
  if (!isIdx(bytes)) throw new Error(`${file} is not an idx file of bytes`);
  const rank = bytes.readUInt8(3);
  const [count = 0, ...sizes] = Array.from({ length: rank }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis));
  const [found, wanted] = [sizes.join(' x '), sample.join(' x ')];
  if (found !== wanted && `${found} x 1` !== wanted) {
    throw new Error(`${file} has samples of ${found || '1 byte'}, but the model takes ${wanted || '1 byte'}`);
  }
  const data = bytes.subarray(4 + 4 * rank);
  const size = sizes.reduce((product, length) => product * length, count);
  if (data.length !== size)
    throw new Error(`${file} should have ${size} bytes of data, but has ${data.length}`);
  return { count, data };
}

export interface Samples {
  count: number;
  pixels: Uint8Array;
  labels: Uint8Array;
}

/** The samples in a folder with the file names of MNIST: the images and labels of `train` or `t10k`. */
export function readSamples(folder: string, split: 'train' | 't10k'): Samples {
  const images = readIdx(join(folder, `${split}-images-idx3-ubyte`), INPUT_SHAPE);
  const labels = readIdx(join(folder, `${split}-labels-idx1-ubyte`), []);
  if (images.count !== labels.count) {
    throw new Error(`${folder} does not have one label for each image of ${split}`);
  }
  const wrong = labels.data.find((label) => label >= CLASSES);
  if (wrong !== undefined)
    throw new Error(`${folder} has the label ${wrong}, but the model has ${CLASSES} classes`);
  return { count: labels.count, pixels: images.data, labels: labels.data };
}

/** The samples at the given indices, as inputs and classes. */
export function takeBatch(
  samples: Samples,
  indices: Uint32Array,
): { input: tf.Tensor; classes: tf.Tensor1D } {
  const { count, pixels, labels } = samples;
  const size = pixels.length / count;
  const batch = new Uint8Array(indices.length * size);
  for (const [row, index] of indices.entries()) {
    batch.set(pixels.subarray(index * size, (index + 1) * size), row * size);
  }
  const input = preprocess(tf.tensor(batch, [indices.length, ...INPUT_SHAPE], 'int32'));
  const classes = Int32Array.from(indices, (index) => labels[index] ?? 0);
  return { input, classes: tf.tensor1d(classes, 'int32') };
}

/** Pixels from 0 to 255, as a batch: of a PNG or JPEG picture, or of all images of an idx file. */
export function readImages(file: string): tf.Tensor {
  const bytes = readBytes(file);
  if (isIdx(bytes)) return readRows(file, INPUT_SHAPE);
  const picture = decodePicture(bytes);
  if (!picture) throw new Error(`${file} is neither a PNG or JPEG picture nor an idx file of bytes`);
  const [found, wanted] = [picture.shape, INPUT_SHAPE].map((shape) => shape.slice(0, 2).join(' x '));
  if (found !== wanted) throw new Error(`${file} is ${found}, but the model takes pictures of ${wanted}`);
  return picture.expandDims();
}

/** A picture with as many channels as the model takes; undefined if the bytes are not a picture. */
export function decodePicture(bytes: Buffer): tf.Tensor | undefined {
  try {
    return tf.node.decodeImage(bytes, INPUT_SHAPE[2], 'int32', false);
  } catch {
    return undefined;
  }
}

/** All samples of an idx file, as a batch. */
export function readRows(file: string, sample: number[]): tf.Tensor {
  const { count, data } = readIdx(file, sample);
  return tf.tensor(data, [count, ...sample], 'int32');
}
