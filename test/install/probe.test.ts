import { probeTensorflow } from '../../src/install/probe';
import type { CommandResult } from '../../src/install/run-command';
import { writeFakeTfjsNode } from './fake-engine';
import { temporaryDirectories } from './temporary-directory';

const temporary = temporaryDirectories();
const answer = { backend: 'tensorflow', values: [19, 22, 43, 50], tensorflow: '2.15.1', milliseconds: 300 };
const exit = (code: number, stdout: string, stderr = ''): CommandResult => ({ ended: 'exit', code, stdout, stderr });
const killed = (killedBy: string): CommandResult => ({ ended: 'killed', code: null, killedBy, stdout: '', stderr: '' });

test.each<[string, CommandResult, object]>([
  ['works', exit(0, JSON.stringify(answer)), { ok: true, tensorflow: '2.15.1', milliseconds: 300 }],
  ['works and talks first', exit(0, `hello\n${JSON.stringify(answer)}\n`), { ok: true }],
  [
    'computes wrongly',
    exit(0, JSON.stringify({ ...answer, values: [1, 2, 3, 4] })),
    { reason: /wrong results.* gave 1,2,3,4/ },
  ],
  ['takes another backend', exit(0, JSON.stringify({ ...answer, backend: 'cpu' })), { reason: /backend `cpu`/ }],
  ['says nothing', exit(0, ''), { reason: /printed no result/ }],
  ['throws', exit(1, '', 'x\nError: GLIBC_2.38 not found\n'), { reason: /code 1: Error: GLIBC_2\.38 not found/ }],
  ['meets an unknown instruction', killed('SIGILL'), { reason: /needs AVX/ }],
  ['crashes', killed('SIGSEGV'), { reason: /SIGSEGV/ }],
])('an engine that %s', async (_name, result, expected: { reason?: RegExp }) => {
  const found = await probeTensorflow('/engine', { run: async () => result });
  expect(found).toMatchObject(
    expected.reason ? { ok: false, reason: expect.stringMatching(expected.reason) } : expected,
  );
});

test('a package that throws is tried in a real process', async () => {
  const directory = writeFakeTfjsNode(temporary(), { main: "throw new Error('no such library')" });
  expect(await probeTensorflow(directory)).toEqual({ ok: false, reason: expect.stringContaining('no such library') });
});
