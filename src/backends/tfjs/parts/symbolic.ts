import * as tf from '@tensorflow/tfjs-node';

/** Applies layers one after another to a value, or to several values that the first layer joins. */
export function chain(
  input: tf.SymbolicTensor | tf.SymbolicTensor[],
  first: tf.layers.Layer,
  ...others: tf.layers.Layer[]
): tf.SymbolicTensor {
  const start = first.apply(input) as tf.SymbolicTensor;
  return others.reduce((value, layer) => layer.apply(value) as tf.SymbolicTensor, start);
}

/**
 * The same value as a separate tensor. A model of tfjs counts a layer that reads one value twice as a single reader, and
 * would dispose of the value before other layers have read it.
 */
export function again(value: tf.SymbolicTensor, options: { name?: string } = {}): tf.SymbolicTensor {
  return tf.layers.activation({ activation: 'linear', ...options }).apply(value) as tf.SymbolicTensor;
}

/** Makes a layer use the weights of another layer, which must already have been applied. */
export function withWeightsOf(owner: tf.layers.Layer, layer: tf.layers.Layer): tf.layers.Layer {
  const addWeight = (name: string): tf.LayerVariable => {
    const weight = owner.weights.find(({ originalName }) => originalName === `${owner.name}/${name}`);
    if (!weight) throw new Error(`${owner.name} has no weight ${name}`);
    return weight;
  };
  return Object.assign(layer, { addWeight });
}
