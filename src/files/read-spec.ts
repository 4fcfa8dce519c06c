import { closeSync, constants, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic';
import type { ArgumentsOf, Code } from '../diagnostics/messages';
import { nearest } from '../diagnostics/nearest';
import { makeSource } from '../diagnostics/source';
import { standardLimits } from '../schema/limits';
import { diskReason } from './disk-errors';

export type SpecText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly diagnostic: Diagnostic };

/** Reads the text of a spec; `-` is standard input. Problems with the file are returned as diagnostics. */
export function readSpec(file: string, limit: number = standardLimits.bytes): SpecText {
  try {
    const bytes = file === '-' ? readStart(0, limit) : readFile(file, limit);
    if (!bytes)
      return {
        ok: false,
        diagnostic: diagnosticOf(file, 'file/unreadable', { file, reason: `${NO_FILE}; \`-\` reads standard input` }),
      };
    if (bytes.length > limit) return { ok: false, diagnostic: diagnosticOf(file, 'yaml/too-big', { limit }) };
    return { ok: true, text: decode(bytes) };
  } catch (error) {
    return { ok: false, diagnostic: fileDiagnostic(file, error) };
  }
}

const NO_FILE = 'it is a pipe or a device and no file';

/** The text of an existing file, or why it is not text. Throws the system's error if the file cannot be opened. */
export function readBytes(
  file: string,
  limit: number,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string } {
  const bytes = readFile(file, limit);
  if (!bytes) return { ok: false, reason: NO_FILE };
  if (bytes.length > limit) return { ok: false, reason: `it has more than ${limit} bytes` };
  try {
    return { ok: true, text: decode(bytes) };
  } catch {
    return { ok: false, reason: 'it is not UTF-8 text' };
  }
}

/** Keeps the byte order mark, so that rewriting the file preserves it. Throws if the bytes are not UTF-8. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Undefined for anything but a regular file: a device may never end, and a pipe without a writer never starts. */
function readFile(file: string, limit: number): Uint8Array | undefined {
  const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    // Reading a folder throws, as intended.
    return stats.isFile() || stats.isDirectory() ? readStart(descriptor, limit) : undefined;
  } finally {
    closeSync(descriptor);
  }
}

const CHUNK = 64 * 1024;

/** All bytes, or if there are too many, just enough to show that. */
function readStart(descriptor: number, limit: number): Uint8Array {
  const chunks: Uint8Array[] = [];
  for (let length = 0; length <= limit; ) {
    const bytes = new Uint8Array(CHUNK);
    const count = readSome(descriptor, bytes);
    if (count === 0) break;
    chunks.push(bytes.subarray(0, count));
    length += count;
  }
  return Buffer.concat(chunks);
}

/** Standard input may report that no data is available yet; then it is read again a little later. */
function readSome(descriptor: number, bytes: Uint8Array): number {
  for (;;) {
    try {
      return readSync(descriptor, bytes, 0, bytes.length, null);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    }
  }
}

function fileDiagnostic(file: string, error: unknown): Diagnostic {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return diagnosticOf(file, 'file/not-found', { file, nearest: neighbour(file) });
  if (code === 'EISDIR') return diagnosticOf(file, 'file/directory', { file });
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return diagnosticOf(file, 'file/not-text', { file });
  return diagnosticOf(file, 'file/unreadable', { file, reason: diskReason(error, 'read') });
}

function diagnosticOf<C extends Code>(file: string, code: C, args: ArgumentsOf<C>): Diagnostic {
  const span = { source: makeSource(file, ''), start: 0, end: 0 };
  return { code, severity: 'error', args, span, notes: [], ownHelp: undefined, fixes: [] };
}

/** A file of the same folder with a similar name. */
function neighbour(file: string): string | undefined {
  try {
    const found = nearest(basename(file), readdirSync(dirname(file)));
    return found === undefined ? undefined : join(dirname(file), found);
  } catch {
    return undefined;
  }
}
