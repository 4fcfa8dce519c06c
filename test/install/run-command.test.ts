import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../../src/install/run-command';
import { temporaryDirectories } from './temporary-directory';

const temporary = temporaryDirectories();

const node = (script: string, options = {}) => runCommand(process.execPath, ['-e', script], options);
const forever = 'setInterval(() => undefined, 1000)';

test.each<[string, () => Promise<unknown>, object]>([
  ['success', () => node('console.log(1); console.error(2)'), { ended: 'exit', code: 0, stdout: '1\n', stderr: '2\n' }],
  ['failure', () => node('process.exit(3)'), { ended: 'exit', code: 3 }],
  ['no such program', () => runCommand('no-such-program-here', []), { ended: 'missing', code: null }],
  ['a crash', () => node('process.kill(process.pid, "SIGILL")'), { ended: 'killed', code: null, killedBy: 'SIGILL' }],
  ['too slow', () => node(forever, { timeoutMs: 100 }), { ended: 'timeout' }],
  ['no progress', () => node(forever, { watch: watch(() => 7, 100) }), { ended: 'stall' }],
  ['progress', () => node('setTimeout(() => 0, 1500)', { watch: watch(Date.now, 700) }), { ended: 'exit', code: 0 }],
  ['the environment', () => node('console.log(process.env.MODELC_X)', { env: { MODELC_X: 'y' } }), { stdout: 'y\n' }],
])('%s', async (_name, run, expected) => {
  expect(await run()).toMatchObject(expected);
});

test('an abort ends the program and its children, then rejects', async () => {
  const pidFile = path.join(temporary(), 'pid');
  const script = `
    const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(forever)}]);
    require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(child.pid)); ${forever}`;
  const controller = new AbortController();
  const ended = node(script, { signal: controller.signal }).catch((error: Error) => error.name);
  while (!fs.existsSync(pidFile) || fs.readFileSync(pidFile, 'utf8') === '') await sleep(20);
  const grandchild = Number(fs.readFileSync(pidFile, 'utf8'));
  expect(isRunning(grandchild)).toBe(true);
  controller.abort();
  expect(await ended).toBe('AbortError');
  await sleep(200);
  expect(isRunning(grandchild)).toBe(false);
});

test('does not start if already aborted', async () => {
  await expect(node('console.log(1)', { signal: AbortSignal.abort() })).rejects.toThrow('aborted');
});

function watch(measure: () => number, stallMs: number) {
  return { measure, onChange: () => undefined, stallMs };
}

/** Whether a process is still running; a zombie is not. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
