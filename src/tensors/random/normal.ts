import type { Stream } from './stream';
import { eachChunk } from './words';

// Looked up once: in a vm context, as in a test runner, each access to a global is slow.
const { cos, log, sin, sqrt } = Math;
const TURN = 2 * Math.PI;
const SCALE = 2 ** -32;

/**
 * Fills `target` with the values `first`, `first + 1`, … of the stream, normal with mean 0 and standard deviation 1. Source:
 * Box and Muller, "A note on the generation of random normal deviates", 1958. Each value uses the two words of its pair, the
 * even one for the cosine, the odd one for the sine, so a value does not depend on where a fill starts. The largest magnitude
 * is sqrt(-2 ln 2^-33), about 6.8.
 */
export function fillNormal(target: Float32Array, stream: Stream, first = 0): void {
  const lead = first % 2;
  const words = Math.ceil((lead + target.length) / 2) * 2;
  eachChunk(stream, first - lead, words, (chunk, offset, length) => {
    for (let i = 0; i < length; i += 2) {
      // The half keeps the argument of the logarithm above 0.
      const radius = sqrt(-2 * log(((chunk[i] as number) + 0.5) * SCALE));
      const angle = TURN * (chunk[i + 1] as number) * SCALE;
      const at = offset + i - lead;
      // Writes outside belong to neighbouring values; a typed array ignores them.
      target[at] = radius * cos(angle);
      target[at + 1] = radius * sin(angle);
    }
  });
}
