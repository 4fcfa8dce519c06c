import * as tf from '@tensorflow/tfjs';

/** Sends a value, or several that the first layer joins, through layers one after another. */
export function chain(
  input: tf.SymbolicTensor | tf.SymbolicTensor[],
  first: tf.layers.Layer,
  ...others: tf.layers.Layer[]
): tf.SymbolicTensor {
  const start = first.apply(input) as tf.SymbolicTensor;
  return others.reduce((value, layer) => layer.apply(value) as tf.SymbolicTensor, start);
}

/**
 * The same value by another name. A model of tfjs counts a layer that reads one value twice as one reader, and would
 * dispose of the value before the others have read it.
 */
export function again(value: tf.SymbolicTensor, options: { name?: string } = {}): tf.SymbolicTensor {
  return tf.layers.activation({ activation: 'linear', ...options }).apply(value) as tf.SymbolicTensor;
}
