import fs from 'node:fs';
import path from 'node:path';
import { valuesOf } from '../dimensions/dimension';
import { mainOutput, onlyInput } from '../graph/graph';
import { type TypedGraph, typingOf } from '../graph/typed-graph';
import type { Split } from '../training/datasets/dataset';
import { loadMnist } from '../training/datasets/mnist';
import { streamOf } from '../training/random/stream';
import { eachChunk } from '../training/random/words';

/** Batches that a process goes through again and again. */
const BATCHES = 16;
/** Random pixels never take more than this. */
const MAXIMUM_BYTES = 2 ** 26;

/** Writes the images of a benchmark into a folder, and says what they are: MNIST where it fits the model, else random pixels. */
export function writeBenchData(graph: TypedGraph, batch: number, folder: string): string {
  const shape = onlyInput(graph).shape;
  const imageBytes = shape.reduce((product, size) => product * size, 1);
  const [units = 1] = valuesOf(typingOf(graph, mainOutput(graph).value).output);
  const batches = Math.max(1, Math.min(BATCHES, Math.floor(MAXIMUM_BYTES / (batch * imageBytes))));
  const count = batches * batch;
  const mnist = String(shape) === '28,28,1' && units >= 10 ? loadMnist() : undefined;
  const known = mnist?.ok && mnist.dataset.train.count >= count ? mnist.dataset.train : undefined;
  const { images, labels } = known ?? randomImages(count, imageBytes, units);
  fs.writeFileSync(path.join(folder, 'images.bin'), images.subarray(0, count * imageBytes));
  fs.writeFileSync(path.join(folder, 'labels.bin'), labels.subarray(0, count));
  return known ? 'MNIST' : 'random pixels';
}

/** The files that `writeBenchData` left. */
export function readBenchData(folder: string): Split {
  const images = new Uint8Array(fs.readFileSync(path.join(folder, 'images.bin')));
  const labels = new Uint8Array(fs.readFileSync(path.join(folder, 'labels.bin')));
  return { images, labels, count: labels.length };
}

function randomImages(count: number, imageBytes: number, classes: number): Omit<Split, 'count'> {
  const images = new Uint8Array(count * imageBytes);
  eachChunk(streamOf(1, 'bench'), 0, images.length, (chunk, offset, length) => {
    images.set(Uint8Array.from(chunk.subarray(0, length)), offset);
  });
  return { images, labels: Uint8Array.from({ length: count }, (_, index) => index % Math.min(classes, 256)) };
}
