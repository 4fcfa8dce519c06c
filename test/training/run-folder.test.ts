import fs from 'node:fs';
import path from 'node:path';
import type { StepReport } from '../../src/training/loop/train-loop';
import { folderName, makeRunFolder } from '../../src/training/run-folder/make-run-folder';
import { metricsFile } from '../../src/training/run-folder/metrics-file';
import { temporaryFolder } from './loop/support';

const { path: root, remove } = temporaryFolder();
const start = process.cwd();
beforeAll(() => process.chdir(root));
afterAll(() => {
  process.chdir(start);
  remove();
});

test.each([
  ['a plain name', 'inception-mnist', 'inception-mnist'],
  ['a way up', '../x', 'x'],
  ['an absolute path', '/etc/passwd', 'etc-passwd'],
  ['a path of Windows', 'C:\\Windows\\x', 'C-Windows-x'],
  ['only dots', '..', 'model'],
  ['nothing', '', 'model'],
  ['only spaces and punctuation', ' $(rm -rf) ', 'rm-rf'],
  ['a reserved name stays harmless by its number', 'CON', 'CON'],
  ['a reserved name with an ending', 'con.txt', 'con-txt'],
  ['line breaks and a null', 'a\nb\0c', 'a-b-c'],
  ['other scripts', 'Сеть 网络', 'Сеть-网络'],
  ['composed and decomposed letters are one', 'e\u0301', '\u00e9'],
  ['a turn of direction', 'a\u202eb', 'a-b'],
  ['200 characters', 'x'.repeat(200), 'x'.repeat(50)],
  ['200 that take four bytes each', '𝒳'.repeat(200), '𝒳'.repeat(50)],
  ['no sign at the cut', `${'x'.repeat(49)} yy`, 'x'.repeat(49)],
  ['a tool of the language', '__proto__', '__proto__'],
])('%s', (_what, name, expected) => {
  expect(folderName(name)).toBe(expected);
  const folder = makeRunFolder(name);
  expect(path.dirname(path.resolve(folder))).toBe(path.join(root, 'runs'));
});

test('takes the first free number, never one in use', () => {
  const folders = [1, 2, 3].map(() => makeRunFolder('n'));
  expect(folders.map((folder) => path.basename(folder))).toEqual(['n-1', 'n-2', 'n-3']);
  fs.rmdirSync(path.join('runs', 'n-2'));
  fs.writeFileSync(path.join('runs', 'n-4'), 'a file');
  expect([makeRunFolder('n'), makeRunFolder('n')].map((folder) => path.basename(folder))).toEqual(['n-2', 'n-5']);
});

describe('a requested folder', () => {
  test('is created, with its parents', () => {
    expect(makeRunFolder('n', path.join('deep', 'er', 'out'))).toBe(path.join('deep', 'er', 'out'));
    expect(fs.readdirSync(path.join('deep', 'er', 'out'))).toEqual([]);
  });

  test('may exist if it is empty', () => {
    fs.mkdirSync('empty');
    expect(makeRunFolder('n', 'empty')).toBe('empty');
  });

  test.each([
    ['is not empty', 'full', /^is not empty/],
    ['is a file', 'file', /^not usable for a run: a part of its path is a file/],
    ['lies below a file', path.join('file', 'x'), /^not made: a part of its path is a file/],
    ['lies where none can be made', '/proc/nowhere/out', /^not made: no folder can be made there/],
  ])('is refused where it %s', (_why, out, message) => {
    fs.mkdirSync('full', { recursive: true });
    fs.writeFileSync(path.join('full', 'weights.safetensors'), 'precious');
    fs.writeFileSync('file', '');
    const problem = { file: expect.any(String), message: expect.stringMatching(message), help: expect.any(String) };
    expect(() => makeRunFolder('n', out)).toThrow(expect.objectContaining({ problem }));
    expect(fs.readFileSync(path.join('full', 'weights.safetensors'), 'utf8')).toBe('precious');
  });
});

describe('metrics', () => {
  const step = (number: number): StepReport => {
    const epoch = number > 60 ? 2 : 1;
    return { epoch, step: number, count: 4, loss: number, correct: 2, learningRate: 0.5, seconds: 0.1 };
  };
  const read = (file: string): string[] => fs.readFileSync(file, 'utf8').trimEnd().split('\n');

  test('a row per 50 steps, per epoch, and for the rest of an interrupted epoch', async () => {
    const metrics = metricsFile('metrics.csv');
    for (let number = 1; number <= 60; number++) metrics.step(step(number));
    const validation = { loss: 0.25, accuracy: 0.75, correct: 3, count: 4 };
    await metrics.epoch({ epoch: 1, step: 60, loss: 0, accuracy: 0, imagesPerSecond: 0, seconds: 0, validation });
    metrics.step(step(61));
    metrics.finish();
    metrics.finish();
    expect(read('metrics.csv')).toEqual([
      'epoch,step,loss,accuracy,learning_rate,images_per_second,validation_loss,validation_accuracy',
      '1,50,25.5,0.5,0.5,40,,',
      '1,60,55.5,0.5,0.5,40,0.25,0.75',
      '2,61,61,0.5,0.5,40,,',
    ]);
  });

  test('are not overwritten', () => {
    fs.writeFileSync('taken.csv', 'precious');
    expect(() => metricsFile('taken.csv')).toThrow('taken.csv: not written: a file has this name');
    expect(read('taken.csv')).toEqual(['precious']);
  });

  test('a failed write is reported', () => {
    expect(() => metricsFile(path.join('missing', 'metrics.csv'))).toThrow(/not written/);
  });
});
