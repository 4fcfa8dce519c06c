import os from 'node:os';

const HOST_IS_LITTLE = os.endianness() === 'LE';

/** The bytes of `values` as in a file: a view if the byte order of the machine is that of the file, otherwise a swapped copy. */
export function toLittleEndian(values: Float32Array): Uint8Array {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return HOST_IS_LITTLE ? bytes : Buffer.from(bytes).swap32();
}

/** Converts `values`, whose bytes were read from a file, to the byte order of the machine, in place. */
export function fromLittleEndian(values: Float32Array): void {
  if (!HOST_IS_LITTLE) Buffer.from(values.buffer, values.byteOffset, values.byteLength).swap32();
}
