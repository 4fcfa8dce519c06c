/**
 * The safetensors format: 8 bytes with the length of the header, little-endian; the header, JSON in UTF-8; the values of the
 * tensors, little-endian, contiguous. Source: the "Format" section of the safetensors README, and the checks of its reader.
 * modelc stores weights as 32-bit floats and reads no other type.
 */

/** Bytes before the header. */
export const LENGTH_BYTES = 8;

/** The longest header that the reference reader accepts. */
export const LARGEST_HEADER_BYTES = 100_000_000;

/** The key of the header for notes, so no tensor can have this name. */
export const METADATA_KEY = '__metadata__';

export const BYTES_PER_VALUE = 4;

/** PyTorch's name for the batch count of its normalisations, a 64-bit integer, which modelc does not use. */
export const BATCH_COUNT = /\.num_batches_tracked$/;
export const BYTES_PER_COUNT = 8;

/** The location of a tensor: its values are the bytes `start` to `end` after the header. */
export interface TensorEntry {
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
  /** True if it is not a weight and is skipped. */
  readonly isCount: boolean;
}
