/**
 * A sequence of 2^34 random words, identified by seed, name and step: streams that differ in any of the three are independent
 * for all practical purposes. All fields are 32-bit words: Philox's key and three of its four counter words. The fourth is the
 * position in the stream.
 */
export interface Stream {
  readonly seedLow: number;
  readonly seedHigh: number;
  readonly step: number;
  readonly nameLow: number;
  readonly nameHigh: number;
}

const FNV_OFFSET_BASIS = 0xcbf29ce484222325n;
const FNV_PRIME = 0x100000001b3n;
const MASK_64 = 0xffff_ffff_ffff_ffffn;

/**
 * The stream `name` with `seed`. `name` identifies the consumer, such as a node's name or `shuffle`; `step` makes draws differ,
 * such as the number of the training step or epoch. The seed must be a safe integer, the step 0 to 2^32 - 1; anything else is a
 * bug of the caller: a RangeError.
 */
export function streamOf(seed: number, name: string, step = 0): Stream {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed ${seed} is not a safe integer`);
  if (step >>> 0 !== step) throw new RangeError(`step ${step} is not a whole number of 32 bits`);
  const hash = fnv1a(Buffer.from(name, 'utf8'));
  return {
    seedLow: seed >>> 0,
    seedHigh: Math.floor(seed / 0x1_0000_0000) >>> 0,
    step,
    nameLow: Number(hash & 0xffff_ffffn),
    nameHigh: Number(hash >> 32n),
  };
}

// FNV-1a with 64 bits (Fowler, Noll, Vo). It only needs to distinguish names: Philox does the mixing.
function fnv1a(bytes: Uint8Array): bigint {
  let hash = FNV_OFFSET_BASIS;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * FNV_PRIME) & MASK_64;
  return hash;
}
