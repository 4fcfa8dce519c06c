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
  /** A holder without a sign of life for this long is considered gone. */
  readonly silentMs?: number;
}

/**
 * Takes the lock file. Waits for a living holder to release it, and takes it over from a dead one: one whose process is gone,
 * or which stopped touching the file (its process id may have been reused, or belong to another host). Returns the function
 * that releases it. Rejects if the signal is aborted. The lock only avoids duplicate work; correctness does not depend on it,
 * since each install has its own staging folder.
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

/** `undefined` if the file is gone by now; the holder of an unreadable lock file is judged by the file's age. */
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

// Between reading and removing, another process may have taken over the stale lock: what was moved aside is read again, and put
// back if it is a different file.
function removeStale(file: string, seen: Holder): void {
  const aside = `${file}.stale-${process.pid}-${Date.now()}`;
  try {
    fs.renameSync(file, aside);
    if (readHolder(aside)?.touchedAt !== seen.touchedAt) fs.linkSync(aside, file);
  } catch {
    // Another process was faster; the next round reads it again.
  }
  fs.rmSync(aside, { force: true });
}

function isAlive(file: string, { pid, host, touchedAt }: Holder, silentMs: number): boolean {
  if (Date.now() - touchedAt > silentMs) return false;
  if (host !== os.hostname() || pid <= 0) return true;
  // In a container the same small process id recurs with each start: our own id in an old file is not us.
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
