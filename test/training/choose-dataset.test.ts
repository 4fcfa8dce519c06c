import fs from 'node:fs';
import path from 'node:path';
import type { DatasetChoice } from '../../src/schema/datasets';
import { chooseDataset } from '../../src/training/choose-dataset';
import { stripesFiles, temporaryFolder } from './loop/support';

const { path: root, remove } = temporaryFolder();
const specs = path.join(root, 'specs');
const idx = (folder: string): DatasetChoice => ({ type: 'idx', folder });

function put(folder: string, files: Record<string, Buffer> = stripesFiles(6, 3)): string {
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), bytes);
  return folder;
}

beforeAll(() => {
  put(path.join(specs, 'data'));
  put(path.join(specs, '..data'));
  put(path.join(root, 'elsewhere'));
  fs.symlinkSync(path.join(root, 'elsewhere'), path.join(specs, 'link'));
  fs.symlinkSync(path.join(specs, 'data'), path.join(specs, 'inner'));
  put(path.join(specs, 'none'), { ...stripesFiles(6, 3), 't10k-images-idx3-ubyte': Buffer.from('<html>') });
});
afterAll(remove);

test.each([
  ['beside the spec', 'data', undefined],
  ['a name that only starts with two dots', '..data', undefined],
  ['a link that stays inside', 'inner', undefined],
  ['a detour', 'data/../data', undefined],
  ['elsewhere, by the hand of the user', 'data', path.join(root, 'elsewhere')],
])('takes a folder %s', (_what, folder, data) => {
  const chosen = chooseDataset(idx(folder), specs, data);
  expect(chosen).toMatchObject({
    ok: true,
    dataset: { train: { count: 6 }, test: { count: 3 } },
    facts: { name: data ?? folder, shape: [6, 6, 1], classes: 3, source: data ? 'given' : 'spec' },
  });
});

const outside = /is outside the folder of the spec$/;
test.each([
  ['a way up', '../elsewhere', 'spec', outside],
  ['a hidden way up', 'data/../../elsewhere', 'spec', outside],
  ['an absolute path', path.join(root, 'elsewhere'), 'spec', outside],
  ['a link out of the folder', 'link', 'spec', outside],
  ['a folder that is not there', 'missing', 'surroundings', /missing: not found$/],
  ['a damaged file', 'none', 'surroundings', /t10k-images-idx3-ubyte: /],
])('refuses %s', (_what, folder, cause, message) => {
  const problems = [{ message: expect.stringMatching(message), help: expect.any(String) }];
  expect(chooseDataset(idx(folder), specs)).toEqual({ ok: false, cause, problems });
});

test('a folder that came without its data says how to pass it', () => {
  expect(chooseDataset(idx('missing'), specs)).toMatchObject({
    problems: [{ help: expect.stringContaining('--data') }],
  });
});
