import { valuesOf } from '../dimensions/dimension';
import { outputsIn } from '../graph/graph';
import { type TypedGraph, typingOf } from '../graph/typed-graph';
import type { TrainSettings } from '../schema/train';

/** A graph with training settings. */
export type TrainableGraph = TypedGraph & { readonly train: TrainSettings };

/** Training settings for specs without any: only the speed is measured. */
const standard: TrainSettings = {
  // Never read: a benchmark brings its own images.
  dataset: { type: 'idx', folder: '.' },
  loss: { type: 'softmax_cross_entropy', label_smoothing: 0 },
  batchSize: 64,
  epochs: 1,
  seed: 1,
  precision: 'f32',
  clip: undefined,
  optimizer: { type: 'sgd', learning_rate: 0.01, momentum: 0.9, nesterov: false, weight_decay: 0 },
  schedule: { type: 'constant' },
};

/** The graph with the training settings of its spec, or default ones; or why it cannot be trained, for people. */
export function trainableGraph(graph: TypedGraph): TrainableGraph | { readonly obstacle: string } {
  if (graph.inputs.length > 1) return { obstacle: 'the model has several inputs, but training takes one' };
  const isScored = ({ value }: { readonly value: number }): boolean =>
    valuesOf(typingOf(graph, value).output).length === 1;
  if (!outputsIn(graph, 'training').every(isScored))
    return { obstacle: 'an output of the model is not a vector of class scores' };
  return { ...graph, train: graph.train ?? standard };
}
