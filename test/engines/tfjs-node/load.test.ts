import { loadTensorflow } from '../../../src/engines/tfjs-node/load';
import type { SearchedPlace } from '../../../src/engines/tfjs-node/locate';
import { writeFakeTfjsNode } from '../../install/fake-engine';
import { temporaryDirectories } from '../../install/temporary-directory';

const temporary = temporaryDirectories();

const working = `
exports.version = { 'tfjs-node': '4.22.0' };
exports.ready = async () => undefined;
exports.getBackend = () => 'tensorflow';
exports.backend = () => ({ binding: { TF_Version: '2.15.1' } });`;
const wrongBackend = working.replace("'tensorflow'", "'cpu'");
const throwing = `throw new Error('libtensorflow.so.2: cannot open shared object file\\nRequire stack:');`;

const missing: SearchedPlace = { where: 'the working directory', directory: '/project', state: 'missing' };
const broken: SearchedPlace = {
  where: "modelc's cache",
  directory: '/cache',
  state: 'broken',
  reason: 'its manifest is missing',
};
function usable(main: string): SearchedPlace {
  const directory = temporary();
  const packageDirectory = writeFakeTfjsNode(directory, { main });
  return { where: 'beside modelc', directory, state: 'usable', packageDirectory, tfjsNode: '4.22.0' };
}

test.each<[string, () => SearchedPlace[], string]>([
  ['one that works', () => [usable(working)], 'tfjs-node 4.22.0 (TensorFlow 2.15.1)'],
  ['the second where the first is missing', () => [missing, usable(working)], 'tfjs-node 4.22.0 (TensorFlow 2.15.1)'],
  [
    'the second where the first throws',
    () => [usable(throwing), usable(working)],
    'tfjs-node 4.22.0 (TensorFlow 2.15.1)',
  ],
])('loads %s', async (_name, places, description) => {
  expect(await loadTensorflow(undefined, places())).toMatchObject({
    ok: true,
    runtime: { description },
  });
});

test.each<[string, () => SearchedPlace[], RegExp]>([
  ['nothing', () => [missing], /^tfjs-node is not installed$/],
  ['a broken one', () => [missing, broken], /^in modelc's cache \(\/cache\) its manifest is missing$/],
  ['one that throws', () => [usable(throwing)], /does not load: libtensorflow.so.2: cannot open shared object file$/],
  ['one without its backend', () => [usable(wrongBackend)], /tfjs chose the backend `cpu`/],
])('reports why it does not load %s, and what to do', async (_name, places, reason) => {
  const result = await loadTensorflow(undefined, places());
  expect(result).toMatchObject({
    ok: false,
    reason: expect.stringMatching(reason),
    help: expect.stringMatching(/`modelc engine install`.*`modelc doctor`/),
  });
});
