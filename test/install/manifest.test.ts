import * as fs from 'node:fs';
import * as path from 'node:path';
import {
  findHashMismatch,
  findSizeMismatch,
  type Manifest,
  measureFile,
  readManifest,
  writeManifest,
} from '../../src/engines/tfjs-node/manifest';
import { temporaryDirectories } from './temporary-directory';

const temporary = temporaryDirectories();

async function sealed(): Promise<{ directory: string; manifest: Manifest }> {
  const directory = temporary();
  fs.mkdirSync(path.join(directory, 'lib'));
  fs.writeFileSync(path.join(directory, 'lib', 'a.so'), 'abc');
  const files = [await measureFile(directory, 'lib/a.so')];
  const manifest: Manifest = { formatVersion: 1, tfjsNode: '4.22.0', tensorflow: '2.15.1', source: 'wheel', files };
  writeManifest(directory, manifest);
  return { directory, manifest };
}

test('reads what was written, with the SHA-256 of the FIPS 180 example', async () => {
  const { directory, manifest } = await sealed();
  expect(readManifest(directory)).toEqual(manifest);
  expect(manifest.files[0]?.sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test.each<[string, (file: string) => void, RegExp | undefined, RegExp | undefined]>([
  ['untouched', () => undefined, undefined, undefined],
  ['removed', (file) => fs.rmSync(file), /`lib\/a.so` is missing/, /is missing/],
  ['cut short', (file) => fs.writeFileSync(file, 'ab'), /has 2 bytes, not 3/, /has 2 bytes, not 3/],
  ['changed', (file) => fs.writeFileSync(file, 'abd'), undefined, /has SHA-256 .*, not ba7816bf/],
])('a library that was %s', async (_name, damage, bySize, byHash) => {
  const { directory, manifest } = await sealed();
  damage(path.join(directory, 'lib', 'a.so'));
  expectMatch(findSizeMismatch(directory, manifest), bySize);
  expectMatch(await findHashMismatch(directory, manifest), byHash);
});

test.each([
  ['no JSON', '{'],
  ['another format', '{"formatVersion":2,"files":[]}'],
  ['no files', '{"formatVersion":1}'],
  ['null', 'null'],
])('a manifest that is %s counts as missing', (_name, text) => {
  const directory = temporary();
  fs.writeFileSync(path.join(directory, 'manifest.json'), text);
  expect(readManifest(directory)).toBeUndefined();
});

function expectMatch(found: string | undefined, expected: RegExp | undefined): void {
  if (expected) expect(found).toMatch(expected);
  else expect(found).toBeUndefined();
}
