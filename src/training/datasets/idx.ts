import type { DataFile, Part } from './dataset';
import { describeContent } from './describe-content';
import { readDataFile } from './read-data-file';

/** An array of unsigned bytes from an idx file. */
export interface IdxArray {
  /** Count, and for images the sizes of one. */
  readonly sizes: readonly number[];
  /** As many as the product of the sizes, the last size varying fastest. */
  readonly values: Uint8Array;
  readonly file: DataFile;
}

/** The dimensions of the arrays in idx files: vectors of features, grey images, and images with channels. */
const RANKS = { labels: [1], images: [2, 3, 4] } as const;
type Content = keyof typeof RANKS;

const UNSIGNED_BYTES = 0x08;

/**
 * Parses an idx file of unsigned bytes: labels, or images of any rank. Source: "The IDX file format" on the
 * MNIST page of LeCun, Cortes and Burges. Two zero bytes, type, number of dimensions, one big-endian 32-bit word per size, then
 * the values.
 */
export function readIdx(file: string, content: Content): Part<IdxArray> {
  const read = readDataFile(file, (start) => expectedLength(start, content));
  if (!read.ok) return read;
  const { bytes } = read.value;
  const sizes = readSizes(bytes, bytes[3] as number);
  return { ok: true, value: { sizes, values: bytes.subarray(headerLength(sizes.length)), file: read.value.file } };
}

function expectedLength(start: Uint8Array, content: Content): Part<number> {
  const rank = RANKS[content].find((known) => known === start[3]);
  if (rank === undefined || ![0, 0, UNSIGNED_BYTES].every((byte, i) => start[i] === byte)) {
    const magic = RANKS[content].map((known) => `00 00 08 0${known}`).join(', ');
    return fail(`expected an idx file of ${content} (${magic}), found ${describeContent(start)}`);
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
