import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { channelCount } from '../../../dimensions/dimension';
import { type LiveRow, unary } from '../live-layer';

/** Sums of neighbouring channels by a band matrix of ones, which has gradients on both engines. */
export const lrn: LiveRow<'lrn'> = ({ tf, attributes, inputs: [shape = []], constant }) => {
  const { size, alpha, beta, bias } = attributes;
  const channels = channelCount(shape);
  const reach = (size - 1) / 2;
  const band = Float32Array.from({ length: channels * channels }, (_, index) => {
    return Math.abs(Math.floor(index / channels) - (index % channels)) <= reach ? alpha / size : 0;
  });
  const weights = constant(band, [channels, channels]) as Tensor2D;
  return unary((input) => {
    const squares = tf.square(tf.reshape(input, [-1, channels])) as Tensor2D;
    const divisor = tf.reshape(tf.add(tf.matMul(squares, weights), bias), input.shape);
    // The power through the logarithm: the divisor is above 0.
    return tf.mul(input, tf.exp(tf.mul(tf.log(divisor), -beta)));
  });
};

export const layerNorm: LiveRow<'layer_norm'> = ({ tf, attributes, inputs: [shape = []], weight }) => {
  const { axes, epsilon, center, scale } = attributes;
  const length = axes === 'all' ? shape.reduce((product, size) => product * size, 1) : channelCount(shape);
  const gamma = scale ? weight('gamma') : undefined;
  const beta = center ? weight('beta') : undefined;
  return unary((input) => {
    const rows = tf.reshape(input, [-1, length]);
    const centred = tf.sub(rows, tf.mean(rows, 1, true));
    const variance = tf.mean(tf.square(centred), 1, true);
    const standard: Tensor = tf.reshape(tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon))), input.shape);
    const scaled = gamma ? tf.mul(standard, gamma) : standard;
    return beta ? tf.add(scaled, beta) : scaled;
  });
};
