import fs from 'node:fs';
import path from 'node:path';
import { makeFolders } from '../../src/files/make-folders';
import { makeFolder } from '../../src/files/write-program';
import { temporaryFolder } from '../training/loop/support';

const { path: root, remove } = temporaryFolder();
afterAll(remove);
fs.mkdirSync(path.join(root, 'there'));
fs.writeFileSync(path.join(root, 'file'), '');

test.each([
  ['one', ['one']],
  ['several, one inside the other', ['a', 'b', 'c']],
  ['one that is there', ['there']],
  ['one inside a folder that is there', ['there', 'new']],
  ['by a path with a way up', ['x', '..', 'y']],
])('makes %s', (_name, parts) => {
  const folder = path.join(root, ...parts);
  makeFolders(folder);
  expect(fs.statSync(folder).isDirectory()).toBe(true);
});

test.each([
  ['a file', path.join(root, 'file'), 'EEXIST', 'a part of its path is a file'],
  ['a folder below a file', path.join(root, 'file', 'x', 'y'), 'ENOTDIR', 'a part of its path is a file'],
  ['a folder where none can be made', '/proc/nowhere/out', 'ENOENT', 'no folder can be made there'],
])('refuses %s', (_name, folder, code, reason) => {
  expect(() => makeFolders(folder)).toThrow(expect.objectContaining({ code }));
  expect(makeFolder(folder)).toEqual({
    message: `cannot create folder \`${folder}\`: ${reason}`,
    help: 'choose another path',
  });
});
