import * as tf from '@tensorflow/tfjs';
import { decays, KERNEL_L2 } from './surroundings';

/** Initializes all kernels again, as tfjs does but from a seed. */
export function seedKernels(model: tf.LayersModel, seed: number): void {
  model.trainableWeights.forEach((weight, index) => {
    if (!weight.originalName.endsWith('/kernel')) return;
    const initializer = tf.initializers.glorotNormal({ seed: seed + index });
    tf.tidy(() => {
      weight.write(initializer.apply(weight.read().shape));
    });
  });
}

/** The numbers below `count`, shuffled by a seed. */
export function shuffled(count: number, seed: number): number[] {
  const keys = tf.tidy(() => tf.randomUniform([count], 0, 1, 'float32', seed).dataSync());
  return Array.from(keys.keys()).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0));
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
