import fs from 'node:fs';
import path from 'node:path';
import type { FileProblem } from '../../diagnostics/problem';
import { diskReason } from '../../files/disk-errors';
import type { DatasetResult } from './dataset';
import { type ReadSplit, readSplit } from './read-split';

/** A file by its name without the ending, and the endings that it may have; the first is the usual one. */
interface NamedFile {
  readonly stem: string;
  readonly types: readonly string[];
}

const IMAGES = ['idx3-ubyte', 'idx4-ubyte', 'idx2-ubyte'];
const LABELS = ['idx1-ubyte'];

const files = {
  trainImages: { stem: 'train-images', types: IMAGES },
  trainLabels: { stem: 'train-labels', types: LABELS },
  testImages: { stem: 't10k-images', types: IMAGES },
  testLabels: { stem: 't10k-labels', types: LABELS },
} as const satisfies Readonly<Record<string, NamedFile>>;

const NAMES = Object.values(files)
  .map(({ stem, types: [type] }) => `${stem}-${type}`)
  .join(', ');
const NAMING = `the folder needs ${NAMES}, as published for MNIST and similar data sets; \`.idx\` instead of \`-idx\`, \`idx4\` for images with channels, and a final \`.gz\` are accepted`;
const CONTENT =
  'replace the file by the one that was published, or write it again as unsigned bytes with an idx header';

/**
 * A data set from a folder with four files named as in MNIST: grey images, images with channels, or vectors, all of one shape,
 * with up to 256 classes.
 */
export function loadIdxFolder(folder: string): DatasetResult {
  const found = findFiles(folder);
  if ('message' in found) return { ok: false, problems: [found] };
  const train = readSplit(found.trainImages, found.trainLabels, CONTENT);
  const test = readSplit(found.testImages, found.testLabels, CONTENT);
  if (!train.ok || !test.ok) {
    return { ok: false, problems: [train, test].flatMap((part) => (part.ok ? [] : part.problems)) };
  }
  const other = findOtherShape(train.value, test.value, found.testImages);
  if (other) return { ok: false, problems: [other] };
  const { shape } = train.value;
  const splits = { train: train.value.split, test: test.value.split };
  const classes = 1 + Math.max(largest(splits.train.labels), largest(splits.test.labels));
  const read = [train, test].flatMap(({ value }) => [value.files.images, value.files.labels]);
  return { ok: true, dataset: { name: folder, shape, classes, ...splits, files: read } };
}

/** The path of each file, or why the folder has no data. */
function findFiles(folder: string): Readonly<Record<keyof typeof files, string>> | FileProblem {
  const wrong = findWrongFolder(folder);
  if (wrong) return wrong;
  const paths = {
    trainImages: findFile(folder, files.trainImages),
    trainLabels: findFile(folder, files.trainLabels),
    testImages: findFile(folder, files.testImages),
    testLabels: findFile(folder, files.testLabels),
  };
  const missing = Object.values(paths).filter((file) => !fs.existsSync(file));
  if (missing.length === 0) return paths;
  const names = missing.map((file) => path.basename(file)).join(', ');
  if (missing.length < Object.keys(files).length) return { file: folder, message: `${names} not found`, help: NAMING };
  return { file: folder, message: `contains no idx files${describeFolder(folder)}`, help: helpInstead(folder) };
}

function findWrongFolder(folder: string): FileProblem | undefined {
  try {
    if (fs.statSync(folder).isDirectory()) return undefined;
    const parent = path.dirname(folder);
    const help = isDataFolder(parent) ? `pass its folder, \`${parent}\`` : NAMING;
    return { file: folder, message: 'a file, where a folder is needed', help };
  } catch (error) {
    return { file: folder, message: diskReason(error, 'read'), help: NAMING };
  }
}

/** The first spelling that exists, or else the usual one. */
function findFile(folder: string, { stem, types }: NamedFile): string {
  const spellings = types.flatMap((type) => [`${stem}-${type}`, `${stem}.${type}`]);
  const paths = [...spellings, ...spellings.map((name) => `${name}.gz`)].map((name) => path.join(folder, name));
  return paths.find((file) => fs.existsSync(file)) ?? path.join(folder, `${stem}-${types[0]}`);
}

function isDataFolder(folder: string): boolean {
  return Object.values(files).every((file) => fs.existsSync(findFile(folder, file)));
}

function describeFolder(folder: string): string {
  const [first, ...more] = entriesOf(folder)
    .map(({ name }) => name)
    .toSorted();
  if (first === undefined) return ': it is empty';
  return more.length === 0 ? `, only \`${first}\`` : `, but \`${first}\` and ${more.length} more`;
}

/** The files are often one or two folders further down, where an archive was unpacked. */
function helpInstead(folder: string): string {
  const below = (parent: string): string[] =>
    entriesOf(parent)
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => path.join(parent, name));
  const near = below(folder);
  const found = near.find(isDataFolder) ?? near.flatMap(below).find(isDataFolder);
  return found === undefined ? NAMING : `the files are in \`${found}\`: pass that folder`;
}

/** Nothing where the folder cannot be read: its entries only help to say what is missing. */
function entriesOf(folder: string): readonly fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function findOtherShape(train: ReadSplit, test: ReadSplit, file: string): FileProblem | undefined {
  const [expected, found] = [train, test].map(({ shape }) => shape.join(' x '));
  if (expected === found) return undefined;
  const help = 'use images of one shape for training and testing';
  return { file, message: `images of ${found}, but those for training are ${expected}`, help };
}

function largest(labels: Uint8Array): number {
  return labels.reduce((most, label) => Math.max(most, label), 0);
}
