import * as fs from 'node:fs';
import * as path from 'node:path';
import { engineDirectory } from '../../../src/engines/tfjs-node/cache';
import { locateTensorflow, lookInCache } from '../../../src/engines/tfjs-node/locate';
import { measureFile, writeManifest } from '../../../src/engines/tfjs-node/manifest';
import { write, writeFakeTfjsNode } from '../../install/fake-engine';
import { temporaryDirectories } from '../../install/temporary-directory';

const temporary = temporaryDirectories();

test.each<[string, Parameters<typeof writeFakeTfjsNode>[1] | undefined, object]>([
  ['nothing', undefined, { state: 'missing' }],
  ['a whole package', {}, { state: 'usable', tfjsNode: '4.22.0' }],
  ['a later release of the same major', { version: '4.30.1' }, { state: 'usable', tfjsNode: '4.30.1' }],
  [
    'a package without its addon',
    { addon: false },
    { state: 'broken', reason: expect.stringContaining('no native addon') },
  ],
  ['an older release', { version: '4.9.0' }, { state: 'broken', reason: expect.stringContaining('4.9.0') }],
  ['another major', { version: '5.30.0' }, { state: 'broken', reason: expect.stringContaining('5.30.0') }],
])("in the user's project: %s", (_name, fake, expected) => {
  const project = temporary();
  if (fake) writeFakeTfjsNode(path.join(project, 'node_modules'), fake);
  const [inProject] = locateTensorflow({ cwd: project, beside: temporary(), cache: temporary() });
  expect(inProject).toMatchObject({ where: 'the working directory', ...expected });
});

test.each<[string, (directory: string, addon: string) => void, object]>([
  ['as installed', () => undefined, { state: 'usable' }],
  ['without its manifest', (directory) => fs.rmSync(path.join(directory, 'manifest.json')), { state: 'broken' }],
  ['cut short', (_directory, addon) => fs.truncateSync(addon, 2), { state: 'broken', reason: /2 bytes/ }],
  ['removed', (directory) => fs.rmSync(directory, { recursive: true }), { state: 'missing' }],
])('in the cache: %s', async (_name, damage, { state, reason }: { state?: string; reason?: RegExp }) => {
  const cache = temporary();
  const directory = engineDirectory(cache);
  const fake = writeFakeTfjsNode(path.join(directory, 'node_modules'));
  const addon = 'node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node';
  const files = [await measureFile(directory, addon)];
  writeManifest(directory, { formatVersion: 1, tfjsNode: '4.22.0', tensorflow: '2.15.1', source: 'wheel', files });
  damage(directory, path.join(fake, 'lib', 'napi-v8', 'tfjs_binding.node'));
  const place = lookInCache(cache);
  expect(place.state).toBe(state);
  if (reason) expect(place).toMatchObject({ reason: expect.stringMatching(reason) });
});

test('a staging folder next to the engine is not mistaken for one', () => {
  const cache = temporary();
  write(path.join(`${engineDirectory(cache)}.staging-1-x`, 'manifest.json'), { formatVersion: 1, files: [] });
  expect(lookInCache(cache).state).toBe('missing');
});
