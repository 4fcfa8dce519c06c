import type { Tf } from '../../engines/engine';

const SIZE = 1024;
const SECONDS = 0.4;

/** Operations per second of an engine in products of square matrices, the fastest of several. */
export function matrixPeak(tf: Tf): number {
  return tf
    .tidy(() => {
      const [a, b] = [tf.randomUniform([SIZE, SIZE]), tf.randomUniform([SIZE, SIZE])] as const;
      let least = Number.POSITIVE_INFINITY;
      for (const end = performance.now() + 1000 * SECONDS; performance.now() < end; ) {
        const start = performance.now();
        // Reading one number waits for the product.
        tf.tidy(() => tf.slice(tf.matMul(a, b), [0, 0], [1, 1]).dataSync());
        least = Math.min(least, (performance.now() - start) / 1000);
      }
      return tf.scalar((2 * SIZE ** 3) / least);
    })
    .dataSync()[0] as number;
}
