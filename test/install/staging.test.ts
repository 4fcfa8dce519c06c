import * as fs from 'node:fs';
import * as path from 'node:path';
import { createStaging, directoryBytes, publishStaging, removeLeftovers } from '../../src/install/staging';
import { temporaryDirectories } from './temporary-directory';

const temporary = temporaryDirectories();

test.each([
  ['into an empty place', false],
  ['in place of an older one', true],
])('publishing %s leaves the new folder unchanged', (_name, occupied) => {
  const target = path.join(temporary(), 'engine');
  if (occupied) write(path.join(target, 'old', 'file'), 'old');
  const staging = createStaging(target);
  write(path.join(staging, 'file'), 'new');
  publishStaging(staging, target);
  expect(fs.readdirSync(path.dirname(target))).toEqual(['engine']);
  expect(fs.readdirSync(target)).toEqual(['file']);
});

test('removes leftovers of the target, and keeps those of others', () => {
  const parent = temporary();
  for (const name of ['a', 'a.staging-1-x', 'a.old-1-x', 'a.lock', 'b.staging-1-x'])
    write(path.join(parent, name, 'f'), '');
  removeLeftovers(path.join(parent, 'a'));
  expect(fs.readdirSync(parent).sort()).toEqual(['a', 'a.lock', 'b.staging-1-x']);
  expect(() => removeLeftovers(path.join(parent, 'nowhere', 'a'))).not.toThrow();
});

test('counts bytes at all depths, and 0 for a missing folder', () => {
  const directory = temporary();
  write(path.join(directory, 'one'), '12345');
  write(path.join(directory, 'deep', 'er', 'two'), '123');
  expect(directoryBytes(directory)).toBe(8);
  expect(directoryBytes(path.join(directory, 'none'))).toBe(0);
});

function write(file: string, content: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
}
