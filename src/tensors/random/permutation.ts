import { type Stream, streamOf } from './stream';
import { eachChunk } from './words';

const WORD_RANGE = 0x1_0000_0000;
const REFILL_WORDS = 256;

/**
 * The numbers 0 to `count - 1` in random order, each order equally likely. The same seed, epoch and stream name give the same
 * order. `count` is at most 2^32. Source: Fisher-Yates as in Knuth, The Art of Computer Programming, vol. 2, algorithm 3.4.2P.
 */
export function permutation(count: number, seed: number, epoch = 0, streamName = 'shuffle'): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const below = boundedIntegers(streamOf(seed, streamName, epoch));
  for (let last = count - 1; last > 0; last--) {
    const other = below(last + 1);
    const moved = order[last] as number;
    order[last] = order[other] as number;
    order[other] = moved;
  }
  return order;
}

/** Draws integers in [0, bound), each equally likely; `bound` is 1 to 2^32. */
function boundedIntegers(stream: Stream): (bound: number) => number {
  const words = new Uint32Array(REFILL_WORDS);
  let drawn = 0;
  const next = (): number => {
    if (drawn % REFILL_WORDS === 0) eachChunk(stream, drawn, REFILL_WORDS, (chunk) => words.set(chunk));
    return words[drawn++ % REFILL_WORDS] as number;
  };
  return (bound) => {
    // Words above the last multiple of the bound would favour small remainders, so they are drawn again.
    const limit = WORD_RANGE - (WORD_RANGE % bound);
    let word = next();
    while (word >= limit) word = next();
    return word % bound;
  };
}
