import fs from 'node:fs';
import path from 'node:path';
import type { FileProblem } from '../../diagnostics/problem';
import { diskReason } from '../../files/disk-errors';
import type { DatasetResult } from './dataset';
import { findWrongLabel, type ReadSplit, readSplit } from './read-split';

const STEMS = {
  trainImages: ['train-images', 'idx3-ubyte'],
  trainLabels: ['train-labels', 'idx1-ubyte'],
  testImages: ['t10k-images', 'idx3-ubyte'],
  testLabels: ['t10k-labels', 'idx1-ubyte'],
} as const;

type FileOf = Readonly<Record<keyof typeof STEMS, string>>;

const HELP = `the folder needs ${Object.values(STEMS)
  .map((parts) => parts.join('-'))
  .join(
    ', ',
  )}, as published for MNIST and similar data sets; \`.idx\` instead of \`-idx\` and a final \`.gz\` are accepted`;

/**
 * A data set from a folder with four files named as in MNIST: grey images of any one size, up to 256 classes. `classes` is the
 * number that the model distinguishes; by default, the largest label plus one.
 */
export function loadIdxFolder(folder: string, classes?: number): DatasetResult {
  const found = findFiles(folder);
  if (!found.ok) return found;
  const { files } = found;
  const train = readSplit(files.trainImages, files.trainLabels, HELP);
  const test = readSplit(files.testImages, files.testLabels, HELP);
  if (!train.ok || !test.ok) {
    return { ok: false, problems: [train, test].flatMap((part) => (part.ok ? [] : part.problems)) };
  }
  const needed = classes ?? 1 + Math.max(largest(train.value.split.labels), largest(test.value.split.labels));
  const help =
    classes === undefined ? HELP : 'give the model an output for every class of the dataset, or correct the label';
  const problems = [
    findOtherSize(train.value, test.value, files.testImages),
    findWrongLabel(train.value.split.labels, needed, files.trainLabels, help),
    findWrongLabel(test.value.split.labels, needed, files.testLabels, help),
  ].filter((problem) => problem !== undefined);
  if (problems.length > 0) return { ok: false, problems };
  const { height, width } = train.value;
  const shape = [height, width, 1];
  return {
    ok: true,
    dataset: { name: folder, shape, classes: needed, train: train.value.split, test: test.value.split },
  };
}

type Found =
  | { readonly ok: true; readonly files: FileOf }
  | { readonly ok: false; readonly problems: readonly FileProblem[] };

function findFiles(folder: string): Found {
  const wrong = findWrongFolder(folder);
  if (wrong !== undefined) return { ok: false, problems: [{ file: folder, message: wrong, help: HELP }] };
  const files = {
    trainImages: findFile(folder, STEMS.trainImages),
    trainLabels: findFile(folder, STEMS.trainLabels),
    testImages: findFile(folder, STEMS.testImages),
    testLabels: findFile(folder, STEMS.testLabels),
  };
  const missing = Object.values(files).filter((file) => !fs.existsSync(file));
  if (missing.length === 0) return { ok: true, files };
  return { ok: false, problems: missing.map((file) => ({ file, message: 'not found', help: HELP })) };
}

function findWrongFolder(folder: string): string | undefined {
  try {
    return fs.statSync(folder).isDirectory() ? undefined : 'a file, where a folder is needed';
  } catch (error) {
    return diskReason(error, 'read');
  }
}

/** The first spelling that exists, or else the usual one. */
function findFile(folder: string, [stem, type]: readonly [string, string]): string {
  const spellings = [`${stem}-${type}`, `${stem}.${type}`, `${stem}-${type}.gz`, `${stem}.${type}.gz`];
  const paths = spellings.map((spelling) => path.join(folder, spelling));
  return paths.find((file) => fs.existsSync(file)) ?? path.join(folder, `${stem}-${type}`);
}

function findOtherSize(train: ReadSplit, test: ReadSplit, file: string): FileProblem | undefined {
  if (train.height === test.height && train.width === test.width) return undefined;
  const message = `images of ${test.height} x ${test.width}, where those for training have ${train.height} x ${train.width}`;
  return { file, message, help: HELP };
}

function largest(labels: Uint8Array): number {
  return labels.reduce((most, label) => Math.max(most, label), 0);
}
