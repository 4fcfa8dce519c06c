import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { engineDirectory } from '../../src/engines/tfjs-node/cache';
import { lookInCache } from '../../src/engines/tfjs-node/locate';
import type { Machine } from '../../src/engines/tfjs-node/machine';
import { type InstallOptions, installTensorflow } from '../../src/install/install';
import type { Progress } from '../../src/install/progress';
import { removeTensorflow } from '../../src/install/remove';
import { write } from './fake-engine';
import { type FakeCommand, type FakeMachine, fakeRunner, fakeWheel } from './fake-runner';
import { temporaryDirectories } from './temporary-directory';

const temporary = temporaryDirectories();
const debian: Machine = { platform: 'linux', arch: 'x64', libc: { kind: 'glibc', version: '2.36' } };
const byWheel: FakeCommand[] = ['npm ci', 'pip download', 'unpack', 'compile', 'probe'];

function install(cache: string, machine: FakeMachine = {}, options: Partial<InstallOptions> = {}) {
  const { run, commands } = fakeRunner(machine);
  const said: Progress[] = [];
  const result = installTensorflow({
    cache,
    run,
    machine: debian,
    wheel: fakeWheel,
    env: {},
    freeBytes: () => 2e9,
    locate: () => [lookInCache(cache)],
    report: (progress) => said.push(progress),
    ...options,
  });
  return { result, commands, said };
}

const mirror = { env: { TFJS_NODE_CDN_STORAGE: 'https://mirror.invalid/' } };

test.each<[string, FakeMachine, Partial<InstallOptions>, FakeCommand[], string]>([
  ['the wheel where the download is closed', {}, {}, byWheel, 'wheel'],
  ['the download where it is open', {}, mirror, ['npm ci', 'install script', 'probe'], 'download'],
  [
    'the wheel where the download was open and fails',
    { fail: ['install script'] },
    mirror,
    ['npm ci', 'install script', ...byWheel.slice(1)],
    'wheel',
  ],
  ['the wheel where it is wished', {}, { ...mirror, from: 'wheel' }, byWheel, 'wheel'],
])('takes %s', async (_name, machine, options, expected, source) => {
  const cache = temporary();
  const { result, commands, said } = install(cache, machine, options);
  expect(await result).toMatchObject({
    ok: true,
    status: 'installed',
    description: 'tfjs-node 4.22.0 (TensorFlow 2.15.1)',
  });
  expect(commands).toEqual(expected);
  expect(lookInCache(cache).state).toBe('usable');
  expect(fs.readFileSync(path.join(engineDirectory(cache), 'manifest.json'), 'utf8')).toMatch(`"source": "${source}"`);
  expect(said.map(({ step }) => step)).toEqual(said.map(({ step }) => step).toSorted());
  expect(fs.readdirSync(cache)).toEqual(['engines']);
});

test.each<[string, FakeMachine, Partial<InstallOptions>, RegExp, RegExp]>([
  ['no npm', { absent: ['npm'] }, {}, /npm was not found/, /install npm/],
  ['no registry', { fail: ['npm ci'] }, {}, /npm could not fetch .*it failed/, /npm ping/],
  ['no Python', { absent: ['python3'] }, {}, /Python 3 was not found/, /python3-pip/],
  ['no pip', { absent: ['pip'] }, {}, /python3 1.0 has no pip/, /python3-pip/],
  ['no compiler', { absent: ['g++'] }, {}, /needs a C\+\+ compiler/, /install g\+\+/],
  ['no index', { fail: ['pip download'] }, {}, /pip could not fetch tensorflow-cpu/, /pip reaches its index/],
  ['another wheel of the same size', { wheel: 'THE WHEEL' }, {}, /is not the file that modelc knows/, /public index/],
  ['a wheel that does not unpack', { fail: ['unpack'] }, {}, /could not be unpacked/, /again/],
  ['sources that do not compile', { fail: ['compile'] }, {}, /could not compile .*it failed/, /C\+\+17/],
  ['an engine that does not compute', { fail: ['probe'] }, {}, /was built, but .*it failed/, /modelc doctor/],
  ['a full disk', {}, { freeBytes: () => 1e8 }, /0\.1 GB are free .* needs 1\.5 GB/, /MODELC_CACHE/],
  ['musl', {}, { machine: { ...debian, libc: { kind: 'musl' } } }, /need glibc.*musl/, /--engine wasm/],
  [
    'ARM Linux',
    {},
    { machine: { ...debian, arch: 'arm64' } },
    /no prebuilt tfjs-node for linux-arm64/,
    /--engine wasm/,
  ],
  [
    'a Mac without the download',
    { fail: ['install script'] },
    { machine: { platform: 'darwin', arch: 'arm64', libc: { kind: 'other' } } },
    /download of tfjs-node failed/,
    /HTTPS_PROXY/,
  ],
  [
    'the wheel on a Mac',
    {},
    { from: 'wheel', machine: { platform: 'darwin', arch: 'arm64', libc: { kind: 'other' } } },
    /`wheel` is not supported on darwin-arm64/,
    /--engine wasm/,
  ],
])('%s is a reason with help, and leaves no engine', async (_name, machine, options, reason, help) => {
  const cache = temporary();
  expect(await install(cache, machine, options).result).toEqual({
    ok: false,
    interrupted: false,
    reason: expect.stringMatching(reason),
    help: expect.stringMatching(help),
  });
  expect(leftovers(cache)).toEqual([]);
});

test('a cache that cannot be written is a reason too', async () => {
  const file = path.join(temporary(), 'file');
  write(file, '');
  expect(await install(file).result).toMatchObject({ ok: false, help: expect.stringContaining('MODELC_CACHE') });
});

test.each(byWheel)('interrupted in `%s` it leaves nothing, and works the next time', async (at) => {
  const cache = temporary();
  const controller = new AbortController();
  const before = (command: FakeCommand) => (command === at ? controller.abort() : undefined);
  const { result } = install(cache, { before }, { signal: controller.signal });
  expect(await result).toMatchObject({ ok: false, interrupted: true });
  expect(leftovers(cache)).toEqual([]);
  const again = install(cache);
  expect(await again.result).toMatchObject({ ok: true, status: 'installed' });
  // A wheel that was already downloaded is not downloaded again.
  expect(again.commands.includes('pip download')).toBe(byWheel.indexOf(at) <= byWheel.indexOf('pip download'));
});

test('removes what a killed install left behind, including its lock', async () => {
  const cache = temporary();
  const target = engineDirectory(cache);
  write(path.join(`${target}.staging-1-dead`, 'building', 'file'), 'half');
  write(`${target}.lock`, { pid: process.pid, host: os.hostname() });
  expect(await install(cache).result).toMatchObject({ ok: true, status: 'installed' });
  expect(leftovers(cache)).toEqual([path.basename(target)]);
});

test.each<[string, Partial<InstallOptions>, FakeCommand[], string]>([
  ['finds it', {}, ['probe'], 'present'],
  ['finds it with its hashes', { verify: true }, ['probe'], 'present'],
  ['does it again by force', { force: true }, byWheel, 'installed'],
])('a second install %s', async (_name, options, expected, status) => {
  const cache = temporary();
  await install(cache).result;
  const { result, commands } = install(cache, {}, options);
  expect(await result).toMatchObject({ ok: true, status });
  expect(commands).toEqual(expected);
});

test('detects a damaged library by its hash and reinstalls it', async () => {
  const cache = temporary();
  await install(cache).result;
  const library = path.join(
    engineDirectory(cache),
    'node_modules/@tensorflow/tfjs-node/deps/lib/libtensorflow_cc.so.2',
  );
  fs.writeFileSync(library, 'LIBRARY');
  expect(await install(cache).result).toMatchObject({ status: 'present' });
  expect(await install(cache, {}, { verify: true }).result).toMatchObject({ status: 'installed' });
  expect(fs.readFileSync(library, 'utf8')).toBe('library');
});

test('a forced install that fails keeps the existing engine', async () => {
  const cache = temporary();
  await install(cache).result;
  expect(await install(cache, { fail: ['compile'] }, { force: true }).result).toMatchObject({ ok: false });
  expect(lookInCache(cache).state).toBe('usable');
});

test('two at once: the second waits and then uses the result of the first', async () => {
  const cache = temporary();
  const first = install(cache, { before: () => new Promise((resolve) => setTimeout(resolve, 20)) });
  const second = install(cache);
  expect(await first.result).toMatchObject({ status: 'installed' });
  expect(await second.result).toMatchObject({ status: 'present' });
  expect(second.commands).toEqual(['probe']);
  expect(second.said[0]?.text).toMatch(/waiting for another install/);
});

test('removes the engine, or reports that there is none', async () => {
  const cache = temporary();
  expect(await removeTensorflow(cache)).toBeUndefined();
  await install(cache).result;
  expect(await removeTensorflow(cache)).toBe(engineDirectory(cache));
  expect(leftovers(cache)).toEqual([]);
});

function leftovers(cache: string): string[] {
  const engines = path.join(cache, 'engines');
  return fs.existsSync(engines) ? fs.readdirSync(engines) : [];
}
