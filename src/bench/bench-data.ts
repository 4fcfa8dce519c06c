import fs from 'node:fs';
import path from 'node:path';
import { valuesOf } from '../dimensions/dimension';
import { mainOutput, onlyInput } from '../graph/graph';
import { type TypedGraph, typingOf } from '../graph/typed-graph';
import { streamOf } from '../tensors/random/stream';
import { eachChunk } from '../tensors/random/words';
import type { Dataset, Split } from '../training/datasets/dataset';
import { loadMnist } from '../training/datasets/mnist';

/** Batches that a process goes through again and again. */
const BATCHES = 16;
/** Random pixels never take more than this. */
const MAXIMUM_BYTES = 2 ** 26;

/** Writes the images of a benchmark into a folder, and says what they are: MNIST where it fits the model, else random pixels. */
export function writeBenchData(graph: TypedGraph, batch: number, folder: string): string {
  const shape = onlyInput(graph).shape;
  const imageBytes = shape.reduce((product, size) => product * size, 1);
  const batches = Math.max(1, Math.min(BATCHES, Math.floor(MAXIMUM_BYTES / (batch * imageBytes))));
  const count = batches * batch;
  const train = mnistFor(graph)?.train;
  const known = train && train.count >= count ? train : undefined;
  const { images, labels } = known ?? randomImages(count, imageBytes, unitsOf(graph));
  writeSplit({ images: images.subarray(0, count * imageBytes), labels: labels.subarray(0, count) }, folder);
  return known ? 'MNIST' : 'random pixels';
}

/** MNIST, where it is there and fits the model. */
export function mnistFor(graph: TypedGraph): Dataset | undefined {
  if (String(onlyInput(graph).shape) !== '28,28,1' || unitsOf(graph) < 10) return undefined;
  const mnist = loadMnist();
  return mnist.ok ? mnist.dataset : undefined;
}

function unitsOf(graph: TypedGraph): number {
  return valuesOf(typingOf(graph, mainOutput(graph).value).output)[0] ?? 1;
}

/** Images and labels as a file each, with names that start with `part`. */
export function writeSplit({ images, labels }: Omit<Split, 'count'>, folder: string, part = ''): void {
  fs.writeFileSync(path.join(folder, `${part}images.bin`), images);
  fs.writeFileSync(path.join(folder, `${part}labels.bin`), labels);
}

/** What `writeSplit` wrote. */
export function readSplit(folder: string, part = ''): Split {
  const images = new Uint8Array(fs.readFileSync(path.join(folder, `${part}images.bin`)));
  const labels = new Uint8Array(fs.readFileSync(path.join(folder, `${part}labels.bin`)));
  return { images, labels, count: labels.length };
}

function randomImages(count: number, imageBytes: number, classes: number): Omit<Split, 'count'> {
  const images = new Uint8Array(count * imageBytes);
  eachChunk(streamOf(1, 'bench'), 0, images.length, (chunk, offset, length) => {
    images.set(Uint8Array.from(chunk.subarray(0, length)), offset);
  });
  return { images, labels: Uint8Array.from({ length: count }, (_, index) => index % Math.min(classes, 256)) };
}
