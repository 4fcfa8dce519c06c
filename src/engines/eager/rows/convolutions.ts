import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { entry } from '../../../dimensions/dimension';
import { asOneRow } from '../../../dimensions/one-row';
import { passesCells, type Window } from '../../../dimensions/window';
import type { Tf } from '../../engine';
import { type Forward, type LiveLayer, type LiveRow, unary } from '../live-layer';
import { planDepthwise } from './depthwise';
import { dilateKernel } from './dilate-kernel';
import { pad, planConvolution } from './pad';

/** Convolves images of `height x width x channels` with a kernel of `[height, width, channels / groups, filters]`. */
type Convolve = (input: Tensor4D, kernel: Tensor4D) => Tensor4D;

/**
 * tfjs cannot train groups or dilation: groups become separate convolutions, a dilated kernel one with zeros. The cells that a
 * kernel of one cell skips are removed before it, by a pool of one cell, the selection of cells that has a gradient in tfjs.
 */
function planConvolve(tf: Tf, attributes: Window & { readonly groups: number }, shape: readonly number[]): Convolve {
  const { kernel: cells, stride, dilation, groups } = attributes;
  const plan = planConvolution(tf, attributes, shape);
  const strides: [number, number] = [entry(stride, 0), entry(stride, 1)];
  const passes = passesCells(cells, stride);
  const convolve: Convolve = (x, filter) =>
    passes ? tf.conv2d(x, filter, 1, 'valid') : tf.conv2d(x, filter, strides, plan.padding);

  return (input, kernel) => {
    const padded = pad(tf, input, plan.pads);
    const x = passes ? tf.avgPool(padded, 1, strides, 'valid') : padded;
    const filter = dilateKernel(tf, kernel, dilation);
    return groups === 1
      ? convolve(x, filter)
      : convolveGroups(tf, tf.split(x, groups, 3), tf.split(filter, groups, 3), convolve);
  };
}

export const conv2d: LiveRow<'conv2d'> = (layer) => {
  const { tf, attributes, inputs } = layer;
  const convolve = planConvolve(tf, attributes, entry(inputs, 0));
  const kernel = layer.weight('kernel') as Tensor as Tensor4D;
  return withBias(layer, (input) => convolve(input as Tensor4D, kernel));
};

export const depthwiseConv2d: LiveRow<'depthwise_conv2d'> = (layer) => {
  const { tf, attributes, inputs } = layer;
  const convolve = planDepthwise(tf, attributes, entry(inputs, 0));
  const kernel = layer.weight('kernel') as Tensor as Tensor4D;
  return withBias(layer, (input) => convolve(input as Tensor4D, kernel));
};

export const conv1d: LiveRow<'conv1d'> = (layer) => {
  const { tf, attributes, inputs } = layer;
  return inOneRow(layer, planConvolve(tf, asOneRow(attributes), [1, ...entry(inputs, 0)]));
};

export const depthwiseConv1d: LiveRow<'depthwise_conv1d'> = (layer) => {
  const { tf, attributes, inputs } = layer;
  return inOneRow(layer, planDepthwise(tf, asOneRow(attributes), [1, ...entry(inputs, 0)]));
};

/** A sequence is an image of one row, and its kernel has one row too. */
function inOneRow(layer: LiveLayer<'conv1d'> | LiveLayer<'depthwise_conv1d'>, convolve: Convolve): Forward {
  const { tf, output } = layer;
  const kernel = layer.weight('kernel') as Tensor;
  return withBias(layer, (input) => {
    const sums = convolve(tf.expandDims<Tensor4D>(input, 1), tf.expandDims<Tensor4D>(kernel, 0));
    return tf.reshape(sums, [-1, ...output]);
  });
}

function withBias(layer: LiveLayer<BiasedKind>, sumsOf: (input: Tensor) => Tensor): Forward {
  const { tf, attributes } = layer;
  const bias = attributes.bias ? layer.weight('bias') : undefined;
  return unary((input) => (bias ? tf.add(sumsOf(input), bias) : sumsOf(input)));
}

type BiasedKind = 'conv1d' | 'conv2d' | 'depthwise_conv1d' | 'depthwise_conv2d';

/** Each group of the input's channels with its own kernel. */
function convolveGroups(
  tf: Tf,
  parts: readonly Tensor4D[],
  filters: readonly Tensor4D[],
  convolve: Convolve,
): Tensor4D {
  return tf.concat(
    filters.map((filter, group) => convolve(parts[group] as Tensor4D, filter)),
    3,
  );
}
