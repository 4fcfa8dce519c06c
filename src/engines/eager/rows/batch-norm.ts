import type { Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { channelCount } from '../../../dimensions/dimension';
import type { Tf } from '../../engine';
import { type LiveRow, unary, withGradient } from '../live-layer';

/**
 * In training: by the batch's mean and biased variance, updating the running statistics. Otherwise, and in a frozen layer, by
 * the running statistics. Source: Ioffe and Szegedy (2015); the running variance uses the unbiased one, like FusedBatchNorm.
 */
export const batchNorm: LiveRow<'batch_norm'> = ({ tf, attributes, inputs: [shape = []], weight, constant }) => {
  const { momentum, epsilon, center, scale, trainable } = attributes;
  const channels = channelCount(shape);
  const gamma = scale ? weight('gamma') : constant(new Float32Array(channels).fill(1), [channels]);
  const beta = center ? weight('beta') : constant(new Float32Array(channels), [channels]);
  const mean = weight('moving_mean');
  const variance = weight('moving_variance');

  return unary((input, { training }) => {
    if (!training || !trainable) {
      // Its gradient supports at most four axes.
      const normalised = tf.batchNorm(
        input.rank > 4 ? tf.reshape(input, [-1, channels]) : input,
        mean as Tensor as Tensor1D,
        variance as Tensor as Tensor1D,
        beta as Tensor1D,
        gamma as Tensor1D,
        epsilon,
      );
      return tf.reshape(normalised, input.shape);
    }
    const rows = tf.reshape(input, [-1, channels]) as Tensor2D;
    const normalise = normaliserByBatch(tf, epsilon, (batchMean, batchVariance) => {
      const count = rows.shape[0];
      move(tf, mean, batchMean, momentum);
      move(tf, variance, tf.mul(batchVariance, count / Math.max(count - 1, 1)), momentum);
    });
    return tf.reshape(normalise(rows, gamma, beta), input.shape);
  });
};

/**
 * Normalises `[rows, channels]` by its own mean and biased variance, and passes these to `observe`; then scales and offsets. The
 * gradient is written out: tfjs would repeat every step of the forward pass, at several times the cost.
 */
function normaliserByBatch(
  tf: Tf,
  epsilon: number,
  observe: (mean: Tensor, variance: Tensor) => void,
): (rows: Tensor2D, gamma: Tensor, beta: Tensor) => Tensor {
  return withGradient(tf, ([x, scale, offset]: [Tensor2D, Tensor, Tensor], save) => {
    const share = 1 / x.shape[0];
    const meanOf = (values: Tensor) => tf.mul(tf.sum(values, 0), share);
    const mean = meanOf(x);
    const centred = tf.sub(x, mean);
    const variance = meanOf(tf.square(centred));
    observe(mean, variance);
    const inverse = tf.rsqrt(tf.add(variance, epsilon));
    const standard = tf.mul(centred, inverse);
    save([standard, tf.mul(inverse, scale)]);
    const gradFunc = (dy: Tensor, saved: Tensor[]) => {
      const [standardised, slope] = saved as [Tensor, Tensor];
      const betaGradient = tf.sum(dy, 0);
      const gammaGradient = tf.sum(tf.mul(dy, standardised), 0);
      const along = tf.mul(standardised, tf.mul(gammaGradient, share));
      const inputGradient = tf.mul(tf.sub(tf.sub(dy, tf.mul(betaGradient, share)), along), slope);
      return [inputGradient, gammaGradient, betaGradient];
    };
    return { value: tf.add(tf.mul(standard, scale), offset), gradFunc };
  });
}

/** `momentum` is the fraction of the old value that is kept. */
function move(tf: Tf, running: Variable, observed: Tensor, momentum: number): void {
  running.assign(tf.add(tf.mul(running, momentum), tf.mul(observed, 1 - momentum)));
}
