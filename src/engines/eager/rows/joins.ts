import type { Tensor } from '@tensorflow/tfjs-core';
import { positionOf } from '../../../dimensions/axis';
import { alignedSizes } from '../../../dimensions/broadcast';
import { entry } from '../../../dimensions/dimension';
import type { Forward, LiveLayer, LiveRow } from '../live-layer';

export const concat: LiveRow<'concat'> = ({ tf, attributes: { axis }, output }) => {
  const at = positionOf(axis, output.length) + 1;
  return (inputs) => (inputs.length === 1 ? entry(inputs, 0) : tf.concat([...inputs], at));
};

export const add: LiveRow<'add'> = (layer) => elementwise(layer, (left, right) => layer.tf.add(left, right));
export const subtract: LiveRow<'subtract'> = (layer) => elementwise(layer, (left, right) => layer.tf.sub(left, right));
export const multiply: LiveRow<'multiply'> = (layer) => elementwise(layer, (left, right) => layer.tf.mul(left, right));

/** tfjs does not sum the gradient of a maximum over the axes along which a value was repeated, so both are made as large first. */
export const maximum: LiveRow<'maximum'> = (layer) => {
  const { tf } = layer;
  const like = (value: Tensor, other: Tensor): Tensor =>
    String(value.shape) === String(other.shape) ? value : tf.add(value, tf.zerosLike(other));
  return elementwise(layer, (left, right) => tf.maximum(like(left, right), like(right, left)));
};

/** Combines values one after another; a vector is one number for each channel of values with positions. */
function elementwise(
  { tf, output }: Pick<LiveLayer<'add'>, 'tf' | 'output'>,
  combine: (left: Tensor, right: Tensor) => Tensor,
): Forward {
  return (inputs) => {
    const aligned = inputs.map((input): Tensor => {
      if (input.rank > output.length) return input;
      return tf.reshape(input, [-1, ...alignedSizes(input.shape.slice(1), output)]);
    });
    return aligned.reduce(combine);
  };
}
