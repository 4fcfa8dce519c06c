import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { GraphFileError } from './graph-file-error';

const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** A temporary folder for one `saved_model.pb`; what the disk refuses is a GraphFileError. */
export interface GraphFolder {
  readonly path: string;
  /** In the place of what was written before. */
  write(bytes: Uint8Array): void;
}

/** Gives `work` a folder that is gone afterwards, also where a signal ends the process in the middle of it. */
export async function inGraphFolder<T>(bytes: Uint8Array, work: (folder: GraphFolder) => Promise<T>): Promise<T> {
  const folder = orExplain(bytes, () => mkdtempSync(path.join(os.tmpdir(), 'modelc-graph-')));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const end = (signal: NodeJS.Signals): void => {
    remove();
    for (const name of signals) process.off(name, end);
    process.kill(process.pid, signal);
  };
  for (const name of signals) process.on(name, end);
  const write = (content: Uint8Array): void =>
    orExplain(content, () => writeFileSync(path.join(folder, 'saved_model.pb'), content));
  try {
    write(bytes);
    return await work({ path: folder, write });
  } finally {
    remove();
    // A signal that came while the library was busy is told now.
    await setImmediate();
    for (const name of signals) process.off(name, end);
  }
}

function orExplain<T>(bytes: Uint8Array, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new GraphFileError(os.tmpdir(), bytes.length, error as NodeJS.ErrnoException);
  }
}
