import { valuesOf } from '../../../dimensions/dimension';
import { type InputNode, outputsIn } from '../../../graph/graph';
import { type TypedGraph, typingOf } from '../../../graph/typed-graph';
import type { WeightTensor } from '../../../tensors/weights';
import type { GraphBuilder, Value } from '../graph-builder';
import { lowerGraph } from '../lower';
import { identity } from '../ops/control';
import type { GraphProgram, Port } from './graph-program';
import { preprocess } from './image-input';

/**
 * Declares `serving_default`, which takes bytes 0 to 255 and preprocesses them, and `preprocessed`, which takes preprocessed
 * values. Both return every inference output, by name. Weights are constants.
 */
export function signInference(
  program: GraphProgram,
  graph: TypedGraph,
  weights: ReadonlyMap<string, WeightTensor>,
): void {
  const { g } = program;
  const constants = new Map<string, Value>();
  const weight = (key: string): Value => {
    const known = constants.get(key);
    if (known) return known;
    const { shape, values } = weights.get(key) as WeightTensor;
    const made = g.constant('float32', shape, values);
    constants.set(key, made);
    return made;
  };
  const sign = (name: string, feeds: readonly Value[], values: readonly Value[]): void => {
    const mode = { training: false, seed: 0, step: undefined };
    const lowered = lowerGraph(graph, 'inference', { g, inputs: values, weight, mode });
    const outputs = outputsIn(graph, 'inference').map((output, index): readonly [string, Port] => {
      const shape = valuesOf(typingOf(graph, output.value).output);
      return [output.name, [identity(g, lowered.outputs[index] as Value), [-1, ...shape]]];
    });
    const inputs = graph.inputs.map((input, index): readonly [string, Port] => [
      input.name,
      [feeds[index] as Value, batched(input)],
    ]);
    program.sign(name, new Map(inputs), new Map(outputs));
  };
  const bytes = graph.inputs.map((input) => g.placeholder(`serving_default_${input.name}`, 'uint8', batched(input)));
  sign(
    'serving_default',
    bytes,
    graph.inputs.map((input, index) => preprocess(g, input, bytes[index] as Value)),
  );
  const ready = graph.inputs.map((input) => fed(g, input));
  sign('preprocessed', ready, ready);
}

function fed(g: GraphBuilder, input: InputNode): Value {
  return g.placeholder(`preprocessed_${input.name}`, 'float32', batched(input));
}

function batched({ shape }: InputNode): number[] {
  return [-1, ...shape];
}
