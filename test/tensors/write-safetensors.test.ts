import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { FileWriteError } from '../../src/files/write-atomically';
import { readSafetensors } from '../../src/tensors/safetensors/read-safetensors';
import { writeSafetensors } from '../../src/tensors/safetensors/write-safetensors';
import type { Weights, WeightTensor } from '../../src/tensors/weights';

const fixture = path.join(__dirname, '../fixtures/safetensors/from-python.safetensors');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-weights-'));
const target = path.join(folder, 'model.safetensors');
afterAll(() => fs.rmSync(folder, { recursive: true }));
afterEach(() => jest.restoreAllMocks());

function weights(tensors: Record<string, WeightTensor>, metadata: Record<string, string> = {}): Weights {
  return { tensors: new Map(Object.entries(tensors)), metadata: new Map(Object.entries(metadata)) };
}

const small = weights({ w: { shape: [2], values: Float32Array.of(1, -2) } });

test('the layout, byte for byte', () => {
  writeSafetensors(target, small);
  const header = '{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}';
  expect(fs.readFileSync(target)).toEqual(
    Buffer.concat([
      Buffer.from([56, 0, 0, 0, 0, 0, 0, 0]),
      Buffer.from(header.padEnd(56, ' ')),
      Buffer.from('0000803f000000c0', 'hex'),
    ]),
  );
});

test.each([0, 1, 2, 3, 4, 5, 6, 7])('values start at a multiple of 8 bytes: a name of %i letters', (letters) => {
  writeSafetensors(target, weights({ ['n'.repeat(letters)]: { shape: [], values: Float32Array.of(1) } }));
  expect(fs.readFileSync(target).readBigUInt64LE() % 8n).toBe(0n);
});

describe('the file that safetensors for Python wrote', () => {
  const result = readSafetensors(fixture);
  const read = result.ok ? result.weights : weights({});

  test('is read', () => {
    expect(result).toMatchObject({ ok: true });
    expect(read.tensors.get('incep1/five/conv2d_2/kernel')).toEqual({
      shape: [2, 3, 1, 4],
      values: Float32Array.from({ length: 24 }, (_, i) => Math.fround(Math.fround(i) / 7) - 1.5),
    });
    expect(read.tensors.get('fc/bias')?.values).toEqual(Float32Array.of(-0, 1e-45, 3.4028235e38, -1 / 3));
    expect(read.tensors.get('scalar')).toEqual({ shape: [], values: Float32Array.of(2.5) });
    expect(read.tensors.get('nothing')).toEqual({ shape: [0, 5], values: Float32Array.of() });
    expect(read.tensors.get('__proto__')?.values).toEqual(Float32Array.of(1));
    expect([...read.metadata]).toEqual([['made by', 'safetensors for Python']]);
  });

  test('is rewritten with the same bytes, in any order of the tensors', () => {
    writeSafetensors(target, { ...read, tensors: new Map([...read.tensors].reverse()) });
    expect(fs.readFileSync(target).equals(fs.readFileSync(fixture))).toBe(true);
  });
});

test('a view into a larger buffer is written, not the buffer', () => {
  const values = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
  writeSafetensors(target, weights({ w: { shape: [2], values } }));
  const result = readSafetensors(target);
  expect(result.ok && result.weights.tensors.get('w')?.values).toEqual(Float32Array.of(1, 2));
});

describe('a failure keeps the old file, and leaves nothing next to it', () => {
  type Call = 'openSync' | 'writeSync' | 'fsyncSync' | 'renameSync';
  test.each<[string, Call, string, string]>([
    ['a full disk', 'writeSync', 'ENOSPC', 'not written: the disk is full'],
    ['a full disk, noticed late', 'fsyncSync', 'ENOSPC', 'not written: the disk is full'],
    ['a folder without permission', 'openSync', 'EACCES', 'not written: permission denied'],
    ['a name that is taken away', 'renameSync', 'EPERM', 'not written: permission denied'],
    ['an error of the disk', 'fsyncSync', 'EIO', 'not written: what the system says'],
  ])('%s', (_, call, code, message) => {
    writeSafetensors(target, small);
    const before = fs.readFileSync(target);
    jest.spyOn(fs, call).mockImplementation(() => {
      throw Object.assign(new Error('what the system says'), { code });
    });
    const write = () => writeSafetensors(target, weights({ other: { shape: [], values: Float32Array.of(1) } }));
    const error = caught(write);
    jest.restoreAllMocks();
    expect(error).toBeInstanceOf(FileWriteError);
    expect(error).toMatchObject({ problem: { file: target, message, help: expect.any(String) } });
    expect(fs.readFileSync(target)).toEqual(before);
    expect(fs.readdirSync(folder)).toEqual(['model.safetensors']);
    expect(write).not.toThrow();
  });

  test('short writes are continued', () => {
    const real = fs.writeSync;
    const short = (descriptor: number, bytes: Uint8Array, offset: number) => real(descriptor, bytes, offset, 1);
    jest.spyOn(fs, 'writeSync').mockImplementation(short as typeof fs.writeSync);
    writeSafetensors(target, small);
    jest.restoreAllMocks();
    expect(readSafetensors(target)).toMatchObject({ ok: true });
  });

  test.each([
    ['no such folder', path.join(folder, 'nowhere', 'model.safetensors'), 'its folder does not exist'],
    ['a folder in its place', folder, 'a folder has this name'],
    ['a file for a folder', path.join(target, 'model.safetensors'), 'a part of its path is a file'],
  ])('%s', (_, file, message) => {
    writeSafetensors(target, small);
    expect(caught(() => writeSafetensors(file, small))).toMatchObject({
      problem: { file, message: `not written: ${message}` },
    });
    expect(fs.readdirSync(folder)).toEqual(['model.safetensors']);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('a weight that is %d', (value) => {
    writeSafetensors(target, small);
    const before = fs.readFileSync(target);
    const wrong = weights({ w: { shape: [2], values: Float32Array.of(0, value) } });
    expect(caught(() => writeSafetensors(target, wrong))).toMatchObject({
      problem: { message: `not written: weight \`w\` holds ${value}` },
    });
    expect(fs.readFileSync(target)).toEqual(before);
  });
});

test.each([
  ['values that do not fit the shape', weights({ w: { shape: [3], values: Float32Array.of(1) } })],
  ['a tensor called as the notes are', weights({ __metadata__: { shape: [], values: Float32Array.of(1) } })],
])('%s throws', (_, wrong) => {
  expect(() => writeSafetensors(target, wrong)).toThrow(RangeError);
});

function caught(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
