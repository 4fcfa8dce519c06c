import os from 'node:os';

const HOST_IS_LITTLE = os.endianness() === 'LE';

/** The bytes of `values` as a file holds them: a view where the machine's order is the file's, else a turned copy. */
export function toLittleEndian(values: Float32Array): Uint8Array {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  return HOST_IS_LITTLE ? bytes : Buffer.from(bytes).swap32();
}

/** Turns `values`, whose bytes were read from a file, into what this machine understands, in place. */
export function fromLittleEndian(values: Float32Array): void {
  if (!HOST_IS_LITTLE) Buffer.from(values.buffer, values.byteOffset, values.byteLength).swap32();
}
