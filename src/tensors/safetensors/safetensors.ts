/**
 * The safetensors format: 8 bytes with the length of the header, little-endian; the header, JSON in UTF-8; the values of
 * the tensors, little-endian, one after the other without gaps.
 *
 * Source: the "Format" section of the safetensors README, and the checks of its reader. modelc keeps weights as 32-bit
 * floats and reads no other type.
 */

/** Bytes before the header. */
export const LENGTH_BYTES = 8;

/** The longest header that the reference reader takes. */
export const LARGEST_HEADER_BYTES = 100_000_000;

/** The key of the header that holds the notes, so no tensor may be called so. */
export const METADATA_KEY = '__metadata__';

export const BYTES_PER_VALUE = 4;

/** How PyTorch calls the count of batches that its normalisations keep, a 64-bit whole number; modelc has no use for it. */
export const BATCH_COUNT = /\.num_batches_tracked$/;
export const BYTES_PER_COUNT = 8;

/** Where a tensor stands: its values take the bytes `start` to `end` after the header. */
export interface TensorEntry {
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
  /** True for what is no weight, and is passed over. */
  readonly isCount: boolean;
}
