import type { TypedGraph } from '../../graph/typed-graph';
import type { StepSettings } from '../../schema/train';
import { initialWeights } from '../../tensors/initial-weights';
import type { WeightTensor } from '../../tensors/weights';
import { GraphProgram } from './program/graph-program';
import { signInference } from './program/inference-program';
import { signTraining } from './program/training-program';

/** The input of a `saved_model.pb`. */
export interface SavedModelSource {
  readonly graph: TypedGraph;
  /** Every weight of the graph, by key; by default the initial weights. */
  readonly weights?: ReadonlyMap<string, WeightTensor> | undefined;
  /** Includes the signatures for training, whose variables start with the weights. */
  readonly training?: StepSettings | undefined;
}

/** The bytes of `saved_model.pb` for inference by TensorFlow, TensorFlow Serving and tfjs-node. */
export function emitSavedModel({ graph, weights: given, training }: SavedModelSource): Uint8Array {
  const weights = given ?? initialWeights(graph, graph.train?.seed ?? 1);
  const program = new GraphProgram();
  signInference(program, graph, weights);
  if (training) signTraining(program, graph, training, weights);
  return program.encode();
}
