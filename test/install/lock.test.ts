import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from '../../src/install/lock';
import { temporaryDirectories } from './temporary-directory';

const temporary = temporaryDirectories();
const lockFile = () => path.join(temporary(), 'engines', 'engine.lock');
const deadPid = () => spawnSync(process.execPath, ['-e', '0']).pid;

function writeLock(content: string, ageMs = 0): string {
  const file = lockFile();
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, content);
  const touched = new Date(Date.now() - ageMs);
  fs.utimesSync(file, touched, touched);
  return file;
}

test('the second waits until the first releases, and names it', async () => {
  const file = lockFile();
  const order: string[] = [];
  const release = await takeLock(file);
  const second = takeLock(file, { retryMs: 5, onWait: (holder) => order.push(`waits for ${holder}`) });
  await sleep(50);
  order.push('released');
  release();
  (await second)();
  expect(order).toEqual([`waits for process ${process.pid}`, 'released']);
  expect(fs.existsSync(file)).toBe(false);
});

test.each<[string, () => string, number, 'taken over' | 'waited for']>([
  ['a dead process', () => holder(deadPid()), 0, 'taken over'],
  ['our own number in a file we did not write', () => holder(process.pid), 0, 'taken over'],
  ['a living process', () => holder(process.ppid), 0, 'waited for'],
  ['a living process that stopped to touch it', () => holder(process.ppid), 120_000, 'taken over'],
  ['another host', () => holder(1, 'elsewhere'), 0, 'waited for'],
  ['another host, silent', () => holder(1, 'elsewhere'), 120_000, 'taken over'],
  ['a file just created, still empty', () => '', 0, 'waited for'],
  ['an old file that is not a lock', () => 'rubbish', 120_000, 'taken over'],
])('a lock of %s', async (_name, content, ageMs, expected) => {
  const file = writeLock(content(), ageMs);
  const result = await Promise.race([
    takeLock(file, { retryMs: 5, signal: AbortSignal.timeout(80) }).then(
      (release) => {
        release();
        return 'taken over';
      },
      () => 'waited for',
    ),
  ]);
  expect(result).toBe(expected);
  expect(fs.existsSync(file)).toBe(expected === 'waited for');
});

test('a holder keeps its lock by touching the file', async () => {
  const file = lockFile();
  const release = await takeLock(file, { silentMs: 120 });
  await sleep(300);
  expect(Date.now() - fs.statSync(file).mtimeMs).toBeLessThan(120);
  release();
});

function holder(pid: number, host = os.hostname()): string {
  return JSON.stringify({ pid, host });
}
