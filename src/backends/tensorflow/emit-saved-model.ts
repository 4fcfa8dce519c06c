import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import type { StepSettings } from '../../schema/train';
import type { WeightTensor } from '../../tensors/weights';
import { GraphProgram } from './program/graph-program';
import { signInference } from './program/inference-program';
import { signTraining } from './program/training-program';

/** The bytes that a message of protocol buffers may have. */
export const LARGEST_MESSAGE = 2 ** 31 - 1;

/** What a `saved_model.pb` is written from. */
export interface SavedModelSource {
  readonly graph: TypedGraph;
  /** Of every node, by `node/weight`. */
  readonly weights: ReadonlyMap<string, WeightTensor>;
  /** Keeps the signatures that train, whose variables start at the weights. */
  readonly training?: StepSettings | undefined;
}

/** Why a graph can't be written with its weights, in words; undefined where it can. */
export function tooLargeToSave(graph: TypedGraph, copies: number): string | undefined {
  let total = 0;
  for (const { id } of graph.nodes)
    for (const { shape } of Object.values(typingOf(graph, id).weights))
      total += 4 * copies * shape.reduce((product, size) => product * size, 1);
  if (total <= LARGEST_MESSAGE) return undefined;
  return `the weights take ${total} bytes, and a saved_model.pb takes at most ${LARGEST_MESSAGE}`;
}

/** The bytes of `saved_model.pb` for inference by TensorFlow, TensorFlow Serving and tfjs-node. */
export function emitSavedModel({ graph, weights, training }: SavedModelSource): Uint8Array {
  const program = new GraphProgram();
  signInference(program, graph, weights);
  if (training) signTraining(program, graph, training, weights);
  return program.encode();
}
