import { fillBlocks, WORDS_PER_BLOCK } from './philox';
import type { Stream } from './stream';

// Large enough to make the cost of a call negligible, small enough for the first-level cache (16 KiB).
const CHUNK_WORDS = 4096;
const STREAM_WORDS = WORDS_PER_BLOCK * 2 ** 32;

/**
 * Passes the words `first` to `first + count` of a stream to `use`, in chunks. `chunk` starts with word `offset` of the range,
 * contains `length` words, and is reused for the next chunk. A range beyond the stream's 2^34 words is a RangeError, since the
 * words would repeat.
 */
export function eachChunk(
  stream: Stream,
  first: number,
  count: number,
  use: (chunk: Uint32Array, offset: number, length: number) => void,
): void {
  if (!(first >= 0 && first + count <= STREAM_WORDS)) throw new RangeError(`word ${first + count} is past the stream`);
  const lead = first % WORDS_PER_BLOCK;
  let block = (first - lead) / WORDS_PER_BLOCK;
  const chunk = new Uint32Array(Math.min(CHUNK_WORDS, roundUp(lead + count)));
  for (let done = 0, skip = lead; done < count; skip = 0) {
    fillBlocks(chunk, stream, block);
    const length = Math.min(chunk.length - skip, count - done);
    use(chunk.subarray(skip, skip + length), done, length);
    done += length;
    block += chunk.length / WORDS_PER_BLOCK;
  }
}

function roundUp(words: number): number {
  return Math.ceil(words / WORDS_PER_BLOCK) * WORDS_PER_BLOCK;
}
