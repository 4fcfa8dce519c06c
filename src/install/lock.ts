import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeFolders } from '../files/make-folders';

/** How to wait for a lock; the times are parameters so that tests need not wait. */
export interface LockOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called once if another process holds the lock. */
  readonly onWait?: (holder: string) => void;
  readonly retryMs?: number;
  /** A holder that has given no sign of life for so long is taken to be gone. */
  readonly silentMs?: number;
}

/**
 * Takes the lock file, waiting for a living holder to release it, and taking it over from a dead one: one whose process
 * is gone, or which stopped to touch the file (its process number may have been given away since, or be another host's).
 * Gives the function that releases it. Rejects if the signal is aborted.
 *
 * The lock saves double work. Correctness does not rest on it: each install has a staging folder of its own.
 */
export async function takeLock(file: string, options: LockOptions = {}): Promise<() => void> {
  const { signal, onWait, retryMs = 500, silentMs = 60_000 } = options;
  makeFolders(path.dirname(file));
  for (let waited = false; ; ) {
    signal?.throwIfAborted();
    if (createLock(file)) return keepAlive(file, silentMs / 6);
    const holder = readHolder(file);
    if (holder && isAlive(file, holder, silentMs)) {
      if (!waited) onWait?.(`process ${holder.pid}`);
      waited = true;
      await sleep(retryMs, undefined, { ...(signal && { signal }) });
    } else if (holder) {
      removeStale(file, holder);
    }
  }
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly touchedAt: number;
}

function createLock(file: string): boolean {
  try {
    fs.writeFileSync(file, JSON.stringify({ pid: process.pid, host: os.hostname() }), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** `undefined` where the file is gone by now; a file that is not readable as a lock has a holder that lives by its age. */
function readHolder(file: string): Holder | undefined {
  try {
    const touchedAt = fs.statSync(file).mtimeMs;
    const text = fs.readFileSync(file, 'utf8');
    return { pid: 0, host: '', ...parse(text), touchedAt };
  } catch {
    return undefined;
  }
}

function parse(text: string): Partial<Holder> {
  try {
    return JSON.parse(text) as Partial<Holder>;
  } catch {
    return {};
  }
}

// Between our look and our act another process may have taken the stale lock over: what was moved aside is looked at
// again, and put back if it is not the file that was seen.
function removeStale(file: string, seen: Holder): void {
  const aside = `${file}.stale-${process.pid}-${Date.now()}`;
  try {
    fs.renameSync(file, aside);
    if (readHolder(aside)?.touchedAt !== seen.touchedAt) fs.linkSync(aside, file);
  } catch {
    // Someone else was faster; the next round looks again.
  }
  fs.rmSync(aside, { force: true });
}

function isAlive(file: string, { pid, host, touchedAt }: Holder, silentMs: number): boolean {
  if (Date.now() - touchedAt > silentMs) return false;
  if (host !== os.hostname() || pid <= 0) return true;
  // In a container the same small number comes back with each start: our own number in an old file is not us.
  if (pid === process.pid) return heldHere.has(file);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const heldHere = new Set<string>();

function keepAlive(file: string, touchMs: number): () => void {
  heldHere.add(file);
  const timer = setInterval(() => {
    const now = new Date();
    fs.utimes(file, now, now, () => undefined);
  }, touchMs).unref();
  const release = () => {
    clearInterval(timer);
    process.removeListener('exit', release);
    heldHere.delete(file);
    fs.rmSync(file, { force: true });
  };
  process.once('exit', release);
  return release;
}
