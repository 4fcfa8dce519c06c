import type { Stream } from './stream';
import { eachChunk } from './words';

// 24 bits fit the mantissa of a 32-bit float exactly, so no value rounds up to 1.
const SCALE = 2 ** -24;

/** Value `index` of the stream, uniform in [0, 1) in steps of 2^-24. Equals what `fillUniform` writes there. */
export function uniformAt(stream: Stream, index: number): number {
  const target = new Float32Array(1);
  fillUniform(target, stream, index);
  return target[0] as number;
}

/** Fills `target` with the values `first`, `first + 1`, … of the stream, uniform in [0, 1) in steps of 2^-24. */
export function fillUniform(target: Float32Array, stream: Stream, first = 0): void {
  eachChunk(stream, first, target.length, (chunk, offset, length) => {
    for (let i = 0; i < length; i++) target[offset + i] = ((chunk[i] as number) >>> 8) * SCALE;
  });
}
