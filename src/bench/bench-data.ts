import fs from 'node:fs';
import path from 'node:path';
import { valuesOf } from '../dimensions/dimension';
import { mainOutput, onlyInput } from '../graph/graph';
import { type TypedGraph, typingOf } from '../graph/typed-graph';
import { type DatasetName, datasetNames, datasets } from '../schema/datasets';
import { streamOf } from '../tensors/random/stream';
import { eachChunk } from '../tensors/random/words';
import type { Dataset, Split } from '../training/datasets/dataset';
import { loaders } from '../training/datasets/loaders';

/** Batches that a process iterates over repeatedly. */
const BATCHES = 16;
/** Random pixels never take more than this. */
const MAXIMUM_BYTES = 2 ** 26;

/** Writes the images of a benchmark into a folder and describes them: a data set that fits the model, or else random pixels. */
export function writeBenchData(graph: TypedGraph, batch: number, folder: string): string {
  const shape = onlyInput(graph).shape;
  const imageBytes = shape.reduce((product, size) => product * size, 1);
  const batches = Math.max(1, Math.min(BATCHES, Math.floor(MAXIMUM_BYTES / (batch * imageBytes))));
  const count = batches * batch;
  const dataset = loadFitting(graph);
  const known = dataset && dataset.train.count >= count ? dataset : undefined;
  const { images, labels } = known?.train ?? randomImages(count, imageBytes, unitsOf(graph));
  writeSplit({ images: images.subarray(0, count * imageBytes), labels: labels.subarray(0, count) }, folder);
  return known?.name ?? 'random pixels';
}

/** The data set that fits a model: its samples fit the input, its classes the output. */
export function fittingDataset(graph: TypedGraph): DatasetName | undefined {
  const shape = String(onlyInput(graph).shape);
  return datasetNames.find(
    (name) => String(datasets[name].shape) === shape && datasets[name].classes <= unitsOf(graph),
  );
}

/** The same with its samples, if they are installed. */
export function loadFitting(graph: TypedGraph): Dataset | undefined {
  const name = fittingDataset(graph);
  const loaded = name && loaders[name]();
  return loaded?.ok ? loaded.dataset : undefined;
}

function unitsOf(graph: TypedGraph): number {
  return valuesOf(typingOf(graph, mainOutput(graph).value).output)[0] ?? 1;
}

/** Writes images and labels to one file each, with names that start with `part`. */
export function writeSplit({ images, labels }: Omit<Split, 'count'>, folder: string, part = ''): void {
  fs.writeFileSync(path.join(folder, `${part}images.bin`), images);
  fs.writeFileSync(path.join(folder, `${part}labels.bin`), labels);
}

/** Reads what `writeSplit` wrote. */
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
