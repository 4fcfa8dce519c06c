import * as tf from '@tensorflow/tfjs-node';
import { decays, KERNEL_L2 } from './surroundings';

/**
 * Makes all that is random follow from a seed, for the rest of the process: where tfjs gets no seed (initial weights, dropout,
 * shuffles), it draws one from Math.random. The generator is mulberry32.
 */
export function seedRandom(seed: number): void {
  let state = seed;
  Math.random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The L2 penalty of all kernels. */
export function penaltyOf(model: tf.LayersModel): tf.Scalar {
  const terms = model.weights.map((weight) => {
    const cost = KERNEL_L2[weight.originalName] ?? 0;
    return weight.read().square().sum<tf.Scalar>().mul<tf.Scalar>(cost);
  });
  return tf.addN(terms);
}

/** Clips all gradients to -limit..limit. */
export function clipByValue(gradients: tf.NamedTensorMap, limit: number): void {
  for (const [name, gradient] of Object.entries(gradients))
    gradients[name] = gradient.clipByValue(-limit, limit);
}

/** Scales all gradients so that their global norm is at most `limit`. */
export function clipByNorm(gradients: tf.NamedTensorMap, limit: number): void {
  const squares = Object.values(gradients).map((gradient) => gradient.square().sum());
  const share = tf.minimum(1, tf.div(limit, tf.addN(squares).sqrt()));
  for (const [name, gradient] of Object.entries(gradients)) gradients[name] = gradient.mul(share);
}

/** Adds weight decay to the gradients. */
export function decayWeights(model: tf.LayersModel, gradients: tf.NamedTensorMap, weightDecay: number): void {
  for (const weight of model.trainableWeights.filter(decays)) {
    const gradient = gradients[weight.name];
    if (gradient) gradients[weight.name] = gradient.add(weight.read().mul(weightDecay));
  }
}
