import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import ts from 'typescript';
import { locateTensorflow } from '../../../src/engines/tfjs-node/locate';
import { emit } from './support';

jest.setTimeout(120_000);

/** With layers that share weights but not their attributes. */
const spec = `modelc: 1
input: { height: 4, width: 4, channels: 1 }
layers:
  - branch:
      one: [{ conv2d: { filters: 1, kernel: 1 }, name: point }]
      two: [{ conv2d: { filters: 1, kernel: 1, padding: same }, weights: one/point }]
  - add
  - flatten
  - dropout: { rate: 0.5 }
  - dense: { units: 3 }
train: { dataset: { idx: data }, optimizer: sgd, epochs: 1, batch_size: 4 }
`;
const COUNT = 12;
const engine = locateTensorflow().find(({ state }) => state === 'usable');

/** Gray PNG pictures, by their width and height. */
const pictures = {
  '4x4':
    'iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAAAAACMmsGiAAAAHElEQVR42mNgsKnYwsDuXL+bgc+r7RCDaGDvSQA3eAZJ0tf/PgAAAABJRU5ErkJggg==',
  '5x4':
    'iVBORw0KGgoAAAANSUhEUgAAAAUAAAAECAAAAABjWKqcAAAAIUlEQVR42mNgsKnY8oGB3bl+93cGPq+2Q/8YRAN7T7ICAGv2CTMF0HVoAAAAAElFTkSuQmCC',
};

function idx(shape: readonly number[], value: (index: number) => number): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt32BE(0x0800 + shape.length);
  for (const [axis, size] of shape.entries()) header.writeUInt32BE(size, 4 + 4 * axis);
  const length = shape.reduce((product, size) => product * size, 1);
  return Buffer.concat([header, Uint8Array.from({ length }, (_, index) => value(index))]);
}

function writeData(
  folder: string,
  [height, width]: readonly [number, number],
  labels: (index: number) => number,
): void {
  fs.mkdirSync(folder);
  for (const split of ['train', 't10k']) {
    const images = idx([COUNT, height, width], (index) => (index * index * 31) % 256);
    fs.writeFileSync(path.join(folder, `${split}-images-idx3-ubyte`), images);
    fs.writeFileSync(path.join(folder, `${split}-labels-idx1-ubyte`), idx([COUNT], labels));
  }
}

/** A safetensors file with these weights that ends before the last number. */
function shortFileOf(shapes: Readonly<Record<string, readonly number[]>>): Buffer {
  let end = 0;
  const entries = Object.entries(shapes).map(([name, shape]) => {
    const start = end;
    end += 4 * shape.reduce((product, size) => product * size, 1);
    return [name, { dtype: 'F32', shape, data_offsets: [start, end] }];
  });
  const header = JSON.stringify(Object.fromEntries(entries));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, Buffer.from(header), Buffer.alloc(end - 4)]);
}

const point = { 'one/point/kernel': [1, 1, 1, 1], 'one/point/bias': [1] };

let folder: string;
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-run-'));
  if (engine?.state === 'usable') {
    fs.symlinkSync(path.dirname(path.dirname(engine.packageDirectory)), path.join(folder, 'node_modules'));
  }
  const program = await emit(spec);
  for (const [ending, module] of [
    ['cjs', ts.ModuleKind.CommonJS],
    ['mjs', ts.ModuleKind.ES2022],
  ] as const) {
    const compilerOptions = { module, target: ts.ScriptTarget.ES2022 };
    fs.writeFileSync(path.join(folder, `model.${ending}`), ts.transpileModule(program, { compilerOptions }).outputText);
  }
  fs.writeFileSync(
    path.join(folder, 'importing.mjs'),
    "console.log(Object.keys(await import('./model.mjs')).join());\n",
  );
  writeData(path.join(folder, 'data'), [4, 4], (index) => index % 3);
  writeData(path.join(folder, 'wide'), [4, 5], (index) => index % 3);
  writeData(path.join(folder, 'zipped'), [4, 4], (index) => index % 3);
  const plain = path.join(folder, 'zipped/train-images-idx3-ubyte');
  fs.writeFileSync(`${plain}.gz`, gzipSync(fs.readFileSync(plain)).subarray(0, 20));
  fs.rmSync(plain);
  writeData(path.join(folder, 'many'), [4, 4], (index) => index % 5);
  fs.writeFileSync(
    path.join(folder, 'images.gz'),
    gzipSync(fs.readFileSync(path.join(folder, 'data/t10k-images-idx3-ubyte'))),
  );
  fs.writeFileSync(path.join(folder, 'fits.png'), Buffer.from(pictures['4x4'], 'base64'));
  fs.writeFileSync(path.join(folder, 'wide.png'), Buffer.from(pictures['5x4'], 'base64'));
  fs.writeFileSync(path.join(folder, 'notes.txt'), 'no picture');
  fs.writeFileSync(path.join(folder, 'notes.safetensors'), 'no weights at all');
  fs.writeFileSync(path.join(folder, 'words.safetensors'), Buffer.from('\x04\0\0\0\0\0\0\0word', 'latin1'));
  fs.writeFileSync(
    path.join(folder, 'short.safetensors'),
    shortFileOf({ ...point, 'dense/kernel': [16, 3], 'dense/bias': [3] }),
  );
  fs.mkdirSync(path.join(folder, 'broken'));
  fs.writeFileSync(path.join(folder, 'broken/model.json'), '{}');
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

function run(program: string, ...args: string[]) {
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
  const options = { cwd: folder, encoding: 'utf8', env } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], options);
  return { status, stdout, stderr };
}

(engine ? describe : describe.skip)('a program', () => {
  describe.each(['model.cjs', 'model.mjs'])('%s', (program) => {
    test('trains, saves, loads and predicts', () => {
      const options = ['--epochs', '2', '--batch-size', '6', '--learning-rate', '0.1'];
      const train = (seed: string, ...others: string[]) =>
        run(program, 'train', 'data', ...options, '--seed', seed, '--save', `${program}-saved`, ...others);
      const first = train('7');
      expect(first).toEqual({
        status: 0,
        stdout: expect.stringMatching(/^epoch 1 of 2: loss .*\nepoch 2 of 2: /),
        stderr: '',
      });
      expect(train('7')).toEqual(first);
      expect(train('8').stdout).not.toBe(first.stdout);
      expect(train('7', '--load', `${program}-saved`).stdout).not.toBe(first.stdout);
      const predicted = run(program, 'predict', `${program}-saved`, 'fits.png', 'images.gz');
      expect(predicted).toMatchObject({ status: 0, stderr: '' });
      const lines = predicted.stdout.trimEnd().split('\n');
      expect(lines).toHaveLength(1 + COUNT);
      expect(lines[0]).toMatch(/^fits\.png: class [012], probability 0\.\d{4}$/);
      const third = run(program, 'predict', `${program}-saved`, 'data/t10k-images-idx3-ubyte', '--index', '3');
      expect(third.stdout.trimEnd().split(': ')[1]).toBe(lines[4]?.split(': ')[1]);
    });

    test('explains itself', () => {
      expect(run(program, '--help')).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('--learning-rate RATE'),
      });
      expect(run(program)).toMatchObject({ status: 2, stderr: expect.stringContaining('usage: ') });
    });
  });

  test('does nothing where it is imported', () => {
    const { status, stdout } = run('importing.mjs');
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^createModel,[\w,]*train\n$/),
    });
  });

  test.each([
    ['a folder without data', ['train', 'nowhere'], 'there is no file nowhere/train-images-idx3-ubyte'],
    [
      'images of another size',
      ['train', 'wide'],
      'wide/train-images-idx3-ubyte has samples of 4 x 5, but the model takes 4 x 4 x 1',
    ],
    ['half of a compressed file', ['train', 'zipped'], 'zipped/train-images-idx3-ubyte.gz cannot be decompressed'],
    ['labels above the classes', ['train', 'many'], 'many has the label 3, but the model has 3 classes'],
    [
      'part of an epoch',
      ['train', 'data', '--epochs', '1.5'],
      "--epochs must be a whole number of at least 1, not '1.5'",
    ],
    ['no batch', ['train', 'data', '--batch-size', '0'], "--batch-size must be a whole number of at least 1, not '0'"],
    [
      'a rate in words',
      ['train', 'data', '--learning-rate', 'fast'],
      "--learning-rate must be a number above 0, not 'fast'",
    ],
    ['a misspelt option', ['train', 'data', '--epoch', '1'], "Unknown option '--epoch'"],
    ['no weights', ['predict', 'none.safetensors', 'fits.png'], 'there is no file none.safetensors'],
    [
      'no weights in a file',
      ['predict', 'notes.safetensors', 'fits.png'],
      'notes.safetensors is not a safetensors file',
    ],
    ['words for weights', ['predict', 'words.safetensors', 'fits.png'], 'words.safetensors is not a safetensors file'],
    [
      'the start of a file',
      ['predict', 'short.safetensors', 'fits.png'],
      'short.safetensors ends before the weight dense/bias',
    ],
    ['no model', ['predict', 'nowhere', 'fits.png'], 'nowhere/model.json does not exist'],
    ['no model in a folder', ['predict', 'broken', 'fits.png'], 'broken does not have the weights of this model: '],
    ['a place for no model', ['train', 'data', '--save', 'notes.txt/saved'], 'cannot write notes.txt/saved: ENOTDIR'],
    ['a negative seed', ['train', 'data', '--seed', '-1'], "use '--seed=-XYZ'"],
    [
      'a picture of another size',
      ['predict', 'w.safetensors', 'wide.png'],
      'wide.png is 4 x 5, but the model takes pictures of 4 x 4',
    ],
    [
      'no picture',
      ['predict', 'w.safetensors', 'notes.txt'],
      'notes.txt is neither a PNG or JPEG picture nor an idx file',
    ],
    ['an index past the end', ['predict', 'w.safetensors', 'fits.png', '--index', '1'], '--index must be below 1'],
  ])('%s is explained in one line', (_name, args, message) => {
    if (args.includes('w.safetensors') && !fs.existsSync(path.join(folder, 'w.safetensors')))
      run('model.cjs', 'train', 'data', '--save', 'w.safetensors');
    const { status, stderr } = run('model.cjs', ...args);
    expect({ status, lines: stderr.trimEnd().split('\n') }).toEqual({
      status: 1,
      lines: [expect.stringContaining(message)],
    });
  });
});
