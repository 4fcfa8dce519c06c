import fs from 'node:fs';
import path from 'node:path';
import type { DatasetChoice } from '../../src/schema/datasets';
import { chooseDataset } from '../../src/training/choose-dataset';
import { idxFile } from './datasets/idx-files';
import { graphOf, stripesFiles, stripesSpec, temporaryFolder } from './loop/support';

const { path: root, remove } = temporaryFolder();
const specs = path.join(root, 'specs');
const graph = graphOf(stripesSpec('{ dataset: { idx: data } }'));
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
  put(path.join(specs, 'many'), { ...stripesFiles(6, 3), 't10k-labels-idx1-ubyte': idxFile([3], [0, 1, 3]) });
  put(path.join(specs, 'none'), { ...stripesFiles(6, 3), 't10k-images-idx3-ubyte': Buffer.from('<html>') });
  const narrow = idxFile([6, 6, 5], new Uint8Array(180));
  const narrowTest = idxFile([3, 6, 5], new Uint8Array(90));
  put(path.join(specs, 'narrow'), {
    ...stripesFiles(6, 3),
    'train-images-idx3-ubyte': narrow,
    't10k-images-idx3-ubyte': narrowTest,
  });
});
afterAll(remove);

test.each([
  ['beside the spec', 'data', undefined],
  ['a name that only starts with two dots', '..data', undefined],
  ['a link that stays inside', 'inner', undefined],
  ['a detour', 'data/../data', undefined],
  ['elsewhere, by the hand of the user', 'data', path.join(root, 'elsewhere')],
])('takes a folder %s', (_what, folder, data) => {
  const chosen = chooseDataset(graph, idx(folder), specs, data);
  expect(chosen).toMatchObject({ ok: true, dataset: { train: { count: 6 }, test: { count: 3 } } });
});

const outside = /is outside the folder of the spec$/;
test.each([
  ['a way up', '../elsewhere', 'spec', outside],
  ['a hidden way up', 'data/../../elsewhere', 'spec', outside],
  ['an absolute path', path.join(root, 'elsewhere'), 'spec', outside],
  ['a link out of the folder', 'link', 'spec', outside],
  [
    'images of another size',
    'narrow',
    'spec',
    /images of .*narrow are 6 x 5 x 1, but the input of the model is 6 x 6 x 1$/,
  ],
  ['more classes than outputs', 'many', 'spec', /has labels up to 3, but `out` has only 3 outputs$/],
  ['a folder that is not there', 'missing', 'surroundings', /missing: not found$/],
  ['a damaged file', 'none', 'surroundings', /t10k-images-idx3-ubyte: /],
])('refuses %s', (_what, folder, cause, message) => {
  const problems = [{ message: expect.stringMatching(message), help: expect.any(String) }];
  expect(chooseDataset(graph, idx(folder), specs)).toEqual({ ok: false, cause, problems });
});

test('names every missing file', () => {
  fs.mkdirSync(path.join(specs, 'empty'));
  const chosen = chooseDataset(graph, idx('empty'), specs);
  expect(!chosen.ok && chosen.problems).toHaveLength(4);
});
