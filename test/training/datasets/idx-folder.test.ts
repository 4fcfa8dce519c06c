import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadIdxFolder } from '../../../src/training/datasets/idx-folder';
import { counting, folderWith, idxFile, smallFiles } from './idx-files';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true });
});

function folder(files: Readonly<Record<string, Buffer>>): string {
  const made = folderWith(files);
  folders.push(made);
  return made;
}

type Rename = (name: string) => string;

describe('reads a folder whose files', () => {
  test.each<[string, Rename, (bytes: Buffer) => Buffer]>([
    ['have the usual names', (name) => name, (bytes) => bytes],
    ['have a dot before idx', (name) => name.replace('-idx', '.idx'), (bytes) => bytes],
    ['are compressed', (name) => `${name}.gz`, (bytes) => gzipSync(bytes)],
    ['are compressed, with a dot', (name) => `${name.replace('-idx', '.idx')}.gz`, (bytes) => gzipSync(bytes)],
  ])('%s', (_, rename, convert) => {
    const files = Object.entries(smallFiles()).map(([name, bytes]) => [rename(name), convert(bytes)] as const);
    const result = loadIdxFolder(folder(Object.fromEntries(files)));
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    const { shape, classes, train, test: held } = result.dataset;
    expect({ shape, classes }).toEqual({ shape: [2, 3, 1], classes: 4 });
    expect([train.count, held.count]).toEqual([5, 2]);
    expect(Array.from(train.images)).toEqual(Array.from(counting(30)));
    expect([Array.from(train.labels), Array.from(held.labels)]).toEqual([
      [0, 1, 2, 3, 0],
      [2, 1],
    ]);
  });
});

test.each<[string, string, readonly number[], readonly number[]]>([
  ['images with channels', 'idx4', [1, 2, 3], [1, 2, 3]],
  ['vectors', 'idx2', [6], [6]],
  ['grey images', 'idx3', [2, 3], [2, 3, 1]],
])('reads %s', (_what, type, sizes, shape) => {
  const named = Object.entries(smallFiles()).map(([name, bytes]) =>
    name.includes('images')
      ? ([name.replace('idx3', type), idxFile([bytes.readUInt32BE(4), ...sizes], bytes.subarray(16))] as const)
      : ([name, bytes] as const),
  );
  const place = folder(Object.fromEntries(named));
  const result = loadIdxFolder(place);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(result.dataset.shape).toEqual(shape);
  expect(Array.from(result.dataset.train.images)).toEqual(Array.from(counting(30)));
  const sums = result.dataset.files.map(({ path: file, sha256 }) => `${sha256}  ${file}`);
  expect(
    execFileSync(
      'sha256sum',
      named.map(([name]) => path.join(place, name)),
      { encoding: 'utf8' },
    ),
  ).toBe(`${sums.join('\n')}\n`);
});

const images = 'train-images-idx3-ubyte';
const labels = 'train-labels-idx1-ubyte';
const bomb = gzipSync(Buffer.concat([idxFile([5, 2, 3], []), Buffer.alloc(50_000_000)]));
const cutGzip = gzipSync(idxFile([5, 2, 3], counting(30))).subarray(0, -12);

describe('reports what is wrong with a file', () => {
  test.each<[string, string, Buffer, string]>([
    [
      'empty',
      images,
      Buffer.alloc(0),
      'expected an idx file of images (00 00 08 02, 00 00 08 03, 00 00 08 04), found an empty file',
    ],
    [
      'cut within its header',
      images,
      idxFile([5, 2, 3], []).subarray(0, 9),
      'truncated within its header, after 9 bytes',
    ],
    ['cut', images, idxFile([5, 2, 3], counting(29)), 'truncated: 45 bytes, but its header says 46'],
    ['too long', labels, idxFile([5], counting(6)), 'too long: 14 bytes, but its header says 13'],
    ['a web page', images, Buffer.from('<!DOCTYPE html><html>'), 'found an HTML or XML page'],
    ['text', labels, Buffer.from('404: not\nfound here'), 'found text that starts with `404: not found here`'],
    ['compressed, but not by name', images, gzipSync(idxFile([5, 2, 3], counting(30))), 'found gzip-compressed data'],
    ['labels for images', images, idxFile([5], [0, 1, 2, 3, 0]), 'found an idx file of labels'],
    ['images for labels', labels, idxFile([5, 2, 3], counting(30)), 'found an idx file of grey images'],
    [
      'of floats',
      images,
      Buffer.from([0, 0, 13, 3, 0, 0, 0, 0]),
      'found an idx file of 32-bit floats with 3 dimensions',
    ],
    ['of something', images, Buffer.from([1, 2, 3, 4, 5]), 'found data that starts with the bytes 01 02 03 04'],
    ['of no images', images, idxFile([0, 2, 3], []), 'contains no data: its sizes are 0 x 2 x 3'],
    ['of impossible sizes', images, idxFile([2 ** 32 - 1, 2 ** 32 - 1, 9], []), 'impossible sizes'],
    ['of sizes past memory', images, idxFile([2 ** 32 - 1, 99, 9], []), 'truncated: 16 bytes, but its header says'],
    ['short of labels', labels, idxFile([4], [0, 1, 2, 3]), '4 labels for the 5 images of '],
  ])('%s', (_, name, bytes, message) => {
    const place = folder({ ...smallFiles(), [name]: bytes });
    const result = loadIdxFolder(place);
    if (result.ok) throw new Error('was accepted');
    expect(result.problems).toHaveLength(1);
    expect(result.problems[0]).toEqual({
      file: path.join(place, name),
      message: expect.stringContaining(message),
      help: expect.stringContaining('unsigned bytes'),
    });
  });

  test.each<[string, Buffer, string]>([
    ['not compressed', idxFile([5, 2, 3], counting(30)), 'its name ends with .gz, but it is an idx file of grey'],
    ['a bomb', bomb, 'too long: its decompressed data goes on past what its header promises'],
    ['cut', cutGzip, 'truncated: the compressed data ends early'],
    ['cut to nothing', gzipSync(idxFile([5, 2, 3], counting(30))).subarray(0, 4), 'found an empty file'],
    ['damaged', Buffer.from([0x1f, 0x8b, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]), 'damaged: the compressed data does not'],
    ['short inside', gzipSync(idxFile([5, 2, 3], counting(29))), 'truncated: 45 bytes after decompression, but'],
    ['of sizes past memory', gzipSync(idxFile([2 ** 32 - 1, 99, 9], [])), 'exceeds the limit of 2147483647'],
  ])('compressed and %s', (_, bytes, message) => {
    const { [images]: _replaced, ...others } = smallFiles();
    const result = loadIdxFolder(folder({ ...others, [`${images}.gz`]: bytes }));
    expect(result).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining(message) }] });
  });

  test('both files of a split are checked before reporting', () => {
    const result = loadIdxFolder(folder({ ...smallFiles(), [images]: Buffer.from('x'), [labels]: Buffer.from('x') }));
    expect(result).toMatchObject({ ok: false, problems: [{}, {}] });
  });

  test('test images of another size', () => {
    const result = loadIdxFolder(
      folder({ ...smallFiles(), 't10k-images-idx3-ubyte': idxFile([2, 3, 3], counting(18)) }),
    );
    const message = 'images of 3 x 3 x 1, but those for training are 2 x 3 x 1';
    expect(result).toMatchObject({ ok: false, problems: [{ message }] });
  });
});

describe('reports what is wrong with a folder', () => {
  const place = folder(smallFiles());
  test.each([
    ['that is not there', path.join(place, 'nowhere'), 'not found'],
    ['that is a file', path.join(place, images), 'a file, where a folder is needed'],
    ['below a file', path.join(place, images, 'deeper'), 'not found: a part of its path is a file'],
    ['with an impossible name', `${place}\0`, 'without null bytes'],
  ])('%s', (_, given, message) => {
    expect(loadIdxFolder(given)).toMatchObject({
      ok: false,
      problems: [{ file: given, message: expect.stringContaining(message) }],
    });
  });

  const { [images]: _images, [labels]: _labels, ...half } = smallFiles();
  test.each<[string, string, RegExp, RegExp]>([
    ['two files of four', folder(half), /^train-images-idx3-ubyte, train-labels-idx1-ubyte not found$/, /t10k-images/],
    ['nothing', folder({}), /^contains no idx files: it is empty$/, /t10k-images/],
    ['a picture', folder({ 'a.png': Buffer.from('') }), /^contains no idx files, only `a.png`$/, /t10k-images/],
  ])('with %s', (_what, given, message, help) => {
    expect(loadIdxFolder(given)).toEqual({
      ok: false,
      problems: [{ file: given, message: expect.stringMatching(message), help: expect.stringMatching(help) }],
    });
  });

  test('whose files are further down or beside the given file', () => {
    const top = folder({ 'readme.txt': Buffer.from('') });
    const deep = path.join(top, 'MNIST', 'raw');
    fs.mkdirSync(deep, { recursive: true });
    for (const [name, bytes] of Object.entries(smallFiles())) fs.writeFileSync(path.join(deep, name), bytes);
    for (const given of [top, path.join(top, 'MNIST'), path.join(deep, images)])
      expect(loadIdxFolder(given)).toMatchObject({
        ok: false,
        problems: [{ help: expect.stringContaining(`\`${deep}\``) }],
      });
  });

  test('with a folder or a pipe in place of a file', () => {
    const { [images]: _image, [labels]: _label, ...others } = smallFiles();
    const odd = folder(others);
    fs.mkdirSync(path.join(odd, images));
    execFileSync('mkfifo', [path.join(odd, labels)]);
    expect(loadIdxFolder(odd)).toMatchObject({
      ok: false,
      problems: [{ message: 'this is a folder' }, { message: 'this is not a regular file' }],
    });
  });
});
