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

/** A layer that has the weights of another one, which was applied before, instead of its own. */
export function withWeightsOf(owner: tf.layers.Layer, layer: tf.layers.Layer): tf.layers.Layer {
  const addWeight = (name: string): tf.LayerVariable => {
    const weight = owner.weights.find(({ originalName }) => originalName === `${owner.name}/${name}`);
    if (!weight) throw new Error(`${owner.name} has no weight ${name}`);
    return weight;
  };
  return Object.assign(layer, { addWeight });
}
