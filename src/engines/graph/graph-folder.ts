import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { diskReason } from '../../files/disk-errors';
import { EngineError } from '../engine-error';

const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** The graph could not be passed to TensorFlow, which reads it from a file. */
export class GraphFileError extends EngineError {
  constructor(folder: string, size: number, cause: NodeJS.ErrnoException) {
    super('graph', cause, {
      message: `${folder}: cannot write the graph of the training step there: ${diskReason(cause, 'write')}`,
      help: `set \`TMPDIR\` to another folder for temporary files (the graph takes ${size} bytes), or train in f32 with \`--engine tensorflow\``,
    });
  }
}

/** A temporary folder for one `saved_model.pb`; disk errors are GraphFileErrors. */
export interface GraphFolder {
  readonly path: string;
  /** Replaces what was written before. */
  write(bytes: Uint8Array): void;
}

/** Calls `work` with a folder that is removed afterwards, even if a signal ends the process in between. */
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
    // A signal that arrived while the library was busy is delivered now.
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
