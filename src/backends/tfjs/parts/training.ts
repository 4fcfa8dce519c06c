import * as tf from '@tensorflow/tfjs';

/** Starts every kernel anew, as tfjs does but from a seed. */
export function seedKernels(model: tf.LayersModel, seed: number): void {
  model.trainableWeights.forEach((weight, index) => {
    if (!weight.originalName.endsWith('/kernel')) return;
    const initializer = tf.initializers.glorotNormal({ seed: seed + index });
    tf.tidy(() => {
      weight.write(initializer.apply(weight.read().shape));
    });
  });
}

/** The numbers below `count` in an order that the seed decides. */
export function shuffled(count: number, seed: number): number[] {
  const keys = tf.tidy(() => tf.randomUniform([count], 0, 1, 'float32', seed).dataSync());
  return Array.from(keys.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
}
