import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readSafetensors } from '../../src/tensors/safetensors/read-safetensors';
import { entry, safetensorsBytes } from './safetensors-bytes';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-weights-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function read(bytes: Uint8Array): ReturnType<typeof readSafetensors> {
  const file = path.join(folder, 'model.safetensors');
  fs.writeFileSync(file, bytes);
  return readSafetensors(file);
}

const a = entry('a', '[2]', 0, 8);
const b = entry('b', '[1,1]', 8, 12);
const ones = '1,'.repeat(20);

describe('accepts', () => {
  test.each<[string, Buffer, string[]]>([
    ['two tensors', safetensorsBytes(`{${a},${b}}`, 12), ['a', 'b']],
    ['tensors in another order than their values', safetensorsBytes(`{${b},${a}}`, 12), ['a', 'b']],
    ['white space', safetensorsBytes(` {\n${a} ,\t${b} }   `, 12), ['a', 'b']],
    ['no tensors', safetensorsBytes('{}', 0), []],
    ['a header that is not a multiple of 8', safetensorsBytes(`{${a}} `, 8), ['a']],
    [
      'a tensor without values at the end',
      safetensorsBytes(`{${entry('none', '[0,7]', 8, 8)},${a}}`, 8),
      ['a', 'none'],
    ],
    [
      'a tensor without values at the start',
      safetensorsBytes(`{${a},${entry('none', '[0]', 0, 0)}}`, 8),
      ['none', 'a'],
    ],
    [
      'names that mean something to JavaScript',
      safetensorsBytes(`{${entry('__proto__', '[]', 0, 4)}}`, 4),
      ['__proto__'],
    ],
    [
      'escaped names',
      safetensorsBytes('{"\\u0061\\"\\\\":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}', 4),
      ['a"\\'],
    ],
  ])('%s', (_, bytes, names) => {
    const result = read(bytes);
    if (!result.ok) throw new Error(result.problem.message);
    expect([...result.weights.tensors.keys()]).toEqual(names);
  });
});

test('reads values little-endian, and notes', () => {
  const values = Buffer.from('0000803f000000c0', 'hex');
  const result = read(safetensorsBytes(`{"__metadata__":{"__proto__":"x","format":"pt"},${a}}`, values));
  if (!result.ok) throw new Error(result.problem.message);
  expect(result.weights.tensors.get('a')).toEqual({ shape: [2], values: Float32Array.of(1, -2) });
  expect([...result.weights.metadata]).toEqual([
    ['__proto__', 'x'],
    ['format', 'pt'],
  ]);
});

const overlong = 'n'.repeat(5000);
const tensorA = (rest: string) => `{"a":{${rest}}}`;

describe('refuses', () => {
  test.each<[string, Buffer, string]>([
    ['an empty file', Buffer.alloc(0), 'not a safetensors file: 0 bytes are too few'],
    ['less than a length', Buffer.alloc(7), 'not a safetensors file: 7 bytes are too few'],
    ['a web page', Buffer.from('<!DOCTYPE html>'), 'not a safetensors file'],
    ['a huge length', safetensorsBytes('{}', 0, 2n ** 64n - 1n), 'not a safetensors file'],
    ['a length over the cap', safetensorsBytes('{}', 0, 100_000_001n), 'not a safetensors file'],
    ['a length past the end', safetensorsBytes('{}', 0, 3n), 'truncated: 10 bytes, but the header ends at 11'],
    ['no header', safetensorsBytes('', 0), 'expected `{` (character 0 of the header)'],
    ['a list', safetensorsBytes('[]', 0), 'expected `{`'],
    ['nesting', safetensorsBytes('{"a":'.repeat(100_000), 0), 'tensor "a" has an unknown key "a"'],
    [
      'nested lists',
      safetensorsBytes(tensorA(`"shape":${'['.repeat(100_000)}`), 0),
      'expected a whole number below 2^53',
    ],
    ['an unclosed object', safetensorsBytes(`{${a}`, 8), 'expected `}`'],
    ['a comma at the end', safetensorsBytes(`{${a},}`, 8), 'expected a string'],
    ['more after the end', safetensorsBytes(`{${a}} x`, 8), 'unexpected text after the end'],
    ['a zero byte after the end', safetensorsBytes(`{${a}}\0`, 8), 'unexpected text after the end'],
    ['a byte order mark', safetensorsBytes(`\ufeff{${a}}`, 8), 'expected `{`'],
    [
      'bytes that are not text',
      safetensorsBytes(Buffer.from([0x7b, 0xff, 0x7d]), 0),
      'its header is not text in UTF-8',
    ],
    ['an unclosed string', safetensorsBytes('{"a\\"', 0), 'unterminated string'],
    ['a line break in a name', safetensorsBytes('{"a\n":1}', 0), 'malformed string'],
    ['a wrong escape', safetensorsBytes('{"\\x":1}', 0), 'malformed string'],
    ['a name twice', safetensorsBytes(`{${a},${a}}`, 8), 'duplicate name "a"'],
    ['a name twice, once escaped', safetensorsBytes(`{${a},${a.replace('"a"', '"\\u0061"')}}`, 8), 'duplicate name'],
    ['a key twice', safetensorsBytes(tensorA('"dtype":"F32","dtype":"F32"'), 0), 'duplicate name "dtype"'],
    ['a note that is not text', safetensorsBytes('{"__metadata__":{"a":1}}', 0), 'expected a string'],
    ['an unknown key', safetensorsBytes(tensorA('"strides":[1]'), 0), 'tensor "a" has an unknown key "strides"'],
    ['a missing key', safetensorsBytes(tensorA('"dtype":"F32","shape":[]'), 0), 'tensor "a" has no dtype, shape or'],
    [
      'another type',
      safetensorsBytes(`{${entry('a', '[2]', 0, 4, 'BF16')}}`, 4),
      'tensor "a" has type "BF16", but only',
    ],
    ['a negative size', safetensorsBytes(`{${entry('a', '[-1]', 0, 4)}}`, 4), 'expected a whole number below 2^53'],
    ['a fraction', safetensorsBytes(`{${entry('a', '[1.0]', 0, 4)}}`, 4), 'expected a whole number below 2^53'],
    ['an exponent', safetensorsBytes(`{${entry('a', '[1e0]', 0, 4)}}`, 4), 'expected a whole number below 2^53'],
    ['a leading zero', safetensorsBytes(`{${entry('a', '[01]', 0, 4)}}`, 4), 'expected a whole number below 2^53'],
    [
      'a size past 2^53',
      safetensorsBytes(`{${entry('a', '[9007199254740993]', 0, 4)}}`, 4),
      'expected a whole number below 2^53',
    ],
    [
      'a product past 2^53',
      safetensorsBytes(`{${entry('a', '[94906267,94906267,3]', 0, 4)}}`, 4),
      'an impossible shape',
    ],
    [
      'a product past 2^64',
      safetensorsBytes(`{${entry('a', '[4294967296,4294967296]', 0, 0)}}`, 0),
      'an impossible shape',
    ],
    [
      'infinity times zero',
      safetensorsBytes(`{${entry('a', `[${'9007199254740991,'.repeat(30)}0]`, 0, 0)}}`, 0),
      'impossible',
    ],
    [
      'a shape that does not fit',
      safetensorsBytes(`{${entry('a', '[3]', 0, 8)}}`, 8),
      'takes 12 bytes, but its data_offsets span 8',
    ],
    [
      'one offset',
      safetensorsBytes(tensorA('"dtype":"F32","shape":[],"data_offsets":[4]'), 4),
      'with a start and an end',
    ],
    [
      'three offsets',
      safetensorsBytes(tensorA('"dtype":"F32","shape":[],"data_offsets":[0,4,8]'), 4),
      'with a start and',
    ],
    ['offsets turned round', safetensorsBytes(`{${entry('a', '[1]', 4, 0)}}`, 4), 'with a start and an end'],
    ['an overlap', safetensorsBytes(`{${a},${entry('b', '[1]', 4, 8)}}`, 8), 'tensor "b" overlaps the one before it'],
    [
      'the same bytes twice',
      safetensorsBytes(`{${a},${entry('b', '[2]', 0, 8)}}`, 8),
      'tensor "b" overlaps the one before',
    ],
    [
      'a hole',
      safetensorsBytes(`{${a},${entry('b', '[1]', 12, 16)}}`, 16),
      'nothing claims the 4 bytes before tensor "b"',
    ],
    ['a hole at the start', safetensorsBytes(`{${entry('a', '[1]', 4, 8)}}`, 8), 'nothing claims the 4 bytes before'],
    ['bytes at the end', safetensorsBytes(`{${a}}`, 9), 'nothing claims the last 1 bytes'],
    ['missing values', safetensorsBytes(`{${a}}`, 7), 'truncated: the tensors take 8 bytes, the file has 7 for them'],
    [
      'values past memory',
      safetensorsBytes(`{${entry('a', '[2000000000]', 0, 8e9)}}`, 4),
      'truncated: the tensors take 8000000000',
    ],
  ])('%s', (_, bytes, message) => {
    const result = read(bytes);
    expect(result).toEqual({
      ok: false,
      problem: {
        file: path.join(folder, 'model.safetensors'),
        message: expect.stringContaining(message),
        help: expect.stringContaining('safetensors'),
      },
    });
  });

  test.each([
    ['a long name', `{${entry(overlong, '[9]', 0, 8)}}`],
    ['a long shape', `{${entry('a', `[${ones}9]`, 0, 8)}}`],
    ['control characters', `{${entry('\u001b[2J', '[9]', 0, 8)}}`],
  ])('%s without printing it in full', (_, header) => {
    const result = read(safetensorsBytes(header, 8));
    const message = result.ok ? '' : result.problem.message;
    expect(message).toContain('takes 36 bytes, but its data_offsets span 8');
    expect(message.length).toBeLessThan(200);
    expect(message).not.toContain('\u001b');
  });

  test.each([
    ['a file that is not there', path.join(folder, 'nowhere'), 'not found'],
    ['a folder', folder, 'not a regular file'],
  ])('%s', (_, file, message) => {
    expect(readSafetensors(file)).toMatchObject({ ok: false, problem: { file, message } });
  });
});

test('never crashes on a changed byte of the header or a truncated file', () => {
  const whole = safetensorsBytes(`{"__metadata__":{"a":"b"},${a},${b}}`, 12);
  for (let at = 0; at < whole.length; at++) {
    expect(read(whole.subarray(0, at)).ok).toBe(false);
    for (const byte of [0x00, 0x22, 0x39, 0x5c, 0x7d, 0xff]) {
      const changed = Buffer.from(whole);
      changed[at] = byte;
      expect(typeof read(changed).ok).toBe('boolean');
    }
  }
});
