import fs from 'node:fs';
import zlib from 'node:zlib';
import { diskReason } from '../../files/disk-errors';
import { hashOf } from '../../files/hash-of';
import type { DataFile, Part } from './dataset';
import { describeContent } from './describe-content';

/** Facts about a whole file that its format states in the first bytes. */
export type ExpectedLength = (start: Uint8Array) => Part<number>;

// One read call takes no more, and no data set that fits in memory comes near it.
const LARGEST_FILE_BYTES = 2 ** 31 - 1;
const START_BYTES = 512;

/** The content of a data file, decompressed, and the file itself. */
export interface DataContent {
  readonly bytes: Uint8Array;
  readonly file: DataFile;
}

/**
 * Reads a whole data file. `expectedLength` first computes from the first bytes how long the file must be; memory is allocated
 * only if the file has that length. A file whose name ends with `.gz` is decompressed, to at most that length.
 */
export function readDataFile(file: string, expectedLength: ExpectedLength): Part<DataContent> {
  let descriptor: number | undefined;
  try {
    // Checked before opening: opening a named pipe would wait for a writer.
    const kind = fs.statSync(file);
    if (!kind.isFile()) return fail(`this is ${kind.isDirectory() ? 'a folder' : 'not a regular file'}`);
    descriptor = fs.openSync(file, 'r');
    const { size } = fs.fstatSync(descriptor);
    if (size > LARGEST_FILE_BYTES) return fail(`${size} bytes exceed the limit of ${LARGEST_FILE_BYTES}`);
    return file.endsWith('.gz')
      ? readCompressed(file, descriptor, size, expectedLength)
      : readPlain(file, descriptor, size, expectedLength);
  } catch (error) {
    return fail(reasonOf(error));
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

const zlibReasons: Readonly<Record<string, string>> = {
  ERR_BUFFER_TOO_LARGE: 'too long: its decompressed data goes on past what its header promises',
  Z_BUF_ERROR: 'truncated: the compressed data ends early',
  Z_DATA_ERROR: 'damaged: the compressed data does not decompress',
};

/** In words, from what the file system or zlib threw. */
function reasonOf(error: unknown): string {
  return zlibReasons[(error as NodeJS.ErrnoException).code ?? ''] ?? diskReason(error, 'read');
}

function readPlain(file: string, descriptor: number, size: number, expectedLength: ExpectedLength): Part<DataContent> {
  const expected = expectedLength(readBytes(descriptor, Math.min(size, START_BYTES)));
  if (!expected.ok) return expected;
  if (size < expected.value) return fail(`truncated: ${size} bytes, but its header says ${expected.value}`);
  if (size > expected.value) return fail(`too long: ${size} bytes, but its header says ${expected.value}`);
  const bytes = readBytes(descriptor, size);
  return { ok: true, value: { bytes, file: describe(file, bytes) } };
}

function readCompressed(
  file: string,
  descriptor: number,
  size: number,
  expectedLength: ExpectedLength,
): Part<DataContent> {
  const compressed = readBytes(descriptor, size);
  if (compressed[0] !== 0x1f || compressed[1] !== 0x8b) {
    return fail(`its name ends with .gz, but it is ${describeContent(compressed)}`);
  }
  // Flushing early returns what a truncated stream contains, here the start; 512 compressed bytes give at most 528 KiB.
  const start = zlib.gunzipSync(compressed.subarray(0, START_BYTES), { finishFlush: zlib.constants.Z_SYNC_FLUSH });
  const expected = expectedLength(start);
  if (!expected.ok) return expected;
  if (expected.value > LARGEST_FILE_BYTES) {
    return fail(`its header says ${expected.value} bytes, which exceeds the limit of ${LARGEST_FILE_BYTES}`);
  }
  const bytes = zlib.gunzipSync(compressed, { maxOutputLength: expected.value });
  if (bytes.length < expected.value) {
    return fail(`truncated: ${bytes.length} bytes after decompression, but its header says ${expected.value}`);
  }
  return { ok: true, value: { bytes, file: describe(file, compressed) } };
}

function describe(path: string, content: Uint8Array): DataFile {
  return { path, bytes: content.length, sha256: hashOf(content) };
}

function readBytes(descriptor: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length; ) {
    const read = fs.readSync(descriptor, bytes, done, length - done, done);
    if (read === 0) throw new Error(`the file ended after ${done} of ${length} bytes while it was read`);
    done += read;
  }
  return bytes;
}

function fail(message: string): Part<never> {
  return { ok: false, message };
}
