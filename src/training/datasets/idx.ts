import type { Part } from './dataset';
import { describeContent } from './describe-content';
import { readDataFile } from './read-data-file';

/** An array of unsigned bytes from an idx file: labels have one dimension, grey images three. */
export interface IdxArray {
  /** Count, and for images height and width. */
  readonly sizes: readonly number[];
  /** As many as the product of the sizes, the last size varying fastest. */
  readonly values: Uint8Array;
  /** The whole file, decompressed, including the header. */
  readonly bytes: Uint8Array;
}

const UNSIGNED_BYTES = 0x08;

/**
 * Parses an idx file of unsigned bytes with `rank` dimensions: 1 for labels, 3 for images. Source: "The IDX file format" on the
 * MNIST page of LeCun, Cortes and Burges. Two zero bytes, type, number of dimensions, one big-endian 32-bit word per size, then
 * the values.
 */
export function readIdx(file: string, rank: 1 | 3): Part<IdxArray> {
  const read = readDataFile(file, (start) => expectedLength(start, rank));
  if (!read.ok) return read;
  const sizes = readSizes(read.value, rank);
  return { ok: true, value: { sizes, values: read.value.subarray(headerLength(rank)), bytes: read.value } };
}

function expectedLength(start: Uint8Array, rank: number): Part<number> {
  const magic = [0, 0, UNSIGNED_BYTES, rank];
  if (!magic.every((byte, i) => start[i] === byte)) {
    return fail(
      `expected an idx file of ${rank === 1 ? 'labels' : 'images'} (00 00 08 0${rank}), found ${describeContent(start)}`,
    );
  }
  if (start.length < headerLength(rank)) return fail(`truncated within its header, after ${start.length} bytes`);
  const sizes = readSizes(start, rank);
  if (sizes.includes(0)) return fail(`contains no data: its sizes are ${sizes.join(' x ')}`);
  const length = sizes.reduce((product, size) => product * size, 1) + headerLength(rank);
  if (!Number.isSafeInteger(length)) return fail(`impossible sizes: ${sizes.join(' x ')}`);
  return { ok: true, value: length };
}

function readSizes(bytes: Uint8Array, rank: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
}

function headerLength(rank: number): number {
  return 4 + 4 * rank;
}

function fail(message: string): Part<never> {
  return { ok: false, message };
}
