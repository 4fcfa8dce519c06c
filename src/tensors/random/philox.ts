import type { Stream } from './stream';

// Looked up once: in a vm context, as in a test runner, each access to a global costs 100 times as much as the product.
const { imul } = Math;

const MULTIPLIER_A = 0xd2511f53;
const MULTIPLIER_B = 0xcd9e8d57;
const KEY_STEP_A = 0x9e3779b9;
const KEY_STEP_B = 0xbb67ae85;
const ROUNDS = 10;

const A_LOW = MULTIPLIER_A & 0xffff;
const A_HIGH = MULTIPLIER_A >>> 16;
const B_LOW = MULTIPLIER_B & 0xffff;
const B_HIGH = MULTIPLIER_B >>> 16;

/** 32-bit words per call of the generator. */
export const WORDS_PER_BLOCK = 4;

/**
 * Fills `words` with Philox4x32-10, a counter-based generator: the words of block `b` depend only on the stream and `b`, so any
 * part of a stream can be drawn without the parts before it. Blocks are numbered 0 to 2^32 - 1; `words.length` is a multiple of
 * `WORDS_PER_BLOCK`. Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3.
 */
export function fillBlocks(words: Uint32Array, stream: Stream, firstBlock: number): void {
  for (let at = 0, block = firstBlock; at < words.length; at += WORDS_PER_BLOCK, block++) {
    let c0 = block | 0;
    let c1 = stream.step | 0;
    let c2 = stream.nameLow | 0;
    let c3 = stream.nameHigh | 0;
    let k0 = stream.seedLow | 0;
    let k1 = stream.seedHigh | 0;
    for (let round = 0; round < ROUNDS; round++) {
      // The upper halves of two 32 x 32 bit products, from 16-bit halves; no partial sum exceeds 32 bits.
      const a0 = c0 & 0xffff;
      const a1 = c0 >>> 16;
      const aMiddle = (imul(a1, A_LOW) + (imul(a0, A_LOW) >>> 16)) | 0;
      const aCross = (imul(a0, A_HIGH) + (aMiddle & 0xffff)) | 0;
      const aUpper = (imul(a1, A_HIGH) + (aMiddle >>> 16) + (aCross >>> 16)) | 0;
      const b0 = c2 & 0xffff;
      const b1 = c2 >>> 16;
      const bMiddle = (imul(b1, B_LOW) + (imul(b0, B_LOW) >>> 16)) | 0;
      const bCross = (imul(b0, B_HIGH) + (bMiddle & 0xffff)) | 0;
      const bUpper = (imul(b1, B_HIGH) + (bMiddle >>> 16) + (bCross >>> 16)) | 0;

      const aLower = imul(c0, MULTIPLIER_A);
      c0 = bUpper ^ c1 ^ k0;
      c1 = imul(c2, MULTIPLIER_B);
      c2 = aUpper ^ c3 ^ k1;
      c3 = aLower;
      k0 = (k0 + KEY_STEP_A) | 0;
      k1 = (k1 + KEY_STEP_B) | 0;
    }
    words[at] = c0;
    words[at + 1] = c1;
    words[at + 2] = c2;
    words[at + 3] = c3;
  }
}
