import { type CacheFacts, cacheDirectory, engineDirectory } from '../../src/engines/tfjs-node/cache';

const linux: CacheFacts = { platform: 'linux', arch: 'x64', home: '/home/ada', env: {} };

test.each<[string, Partial<CacheFacts>, string]>([
  ['Linux', {}, '/home/ada/.cache/modelc'],
  ['Linux with XDG_CACHE_HOME', { env: { XDG_CACHE_HOME: '/big/cache' } }, '/big/cache/modelc'],
  ['a relative XDG_CACHE_HOME is ignored', { env: { XDG_CACHE_HOME: 'cache' } }, '/home/ada/.cache/modelc'],
  ['MODELC_CACHE wins', { env: { MODELC_CACHE: '/mine', XDG_CACHE_HOME: '/big' } }, '/mine'],
  ['an empty MODELC_CACHE is none', { env: { MODELC_CACHE: '' } }, '/home/ada/.cache/modelc'],
  ['macOS', { platform: 'darwin', home: '/Users/ada' }, '/Users/ada/Library/Caches/modelc'],
  ['Windows', { platform: 'win32', env: { LOCALAPPDATA: '/local' } }, '/local/modelc/Cache'],
  ['Windows without LOCALAPPDATA', { platform: 'win32', home: '/ada' }, '/ada/AppData/Local/modelc/Cache'],
])('cache: %s', (_name, facts, expected) => expect(cacheDirectory({ ...linux, ...facts })).toBe(expected));

test("the folder depends on version, platform and architecture, not on Node's version", () => {
  expect(engineDirectory('/cache', linux)).toBe('/cache/engines/tensorflow-4.22.0-linux-x64');
  expect(engineDirectory('/cache', { ...linux, arch: 'arm64' })).not.toBe(engineDirectory('/cache', linux));
});
