import { valuesOf } from '../../../dimensions/dimension';
import { mainOutput, nodesFor, type Output, outputsIn, type ValueId } from '../../../graph/graph';
import { type TypedGraph, typingOf } from '../../../graph/typed-graph';
import { literal } from '../literal';

/** What the generated program must know of the model's outputs. */
export interface OutputsCode {
  /** `outputs: fc`, or a list in the order of the file. */
  readonly option: string;
  /** The main output among those of inference, after what gave them: `[1]`, or nothing where there is only one. */
  readonly pick: string;
  /** A function that leaves out what is for training alone; undefined where nothing is. */
  readonly inference: string | undefined;
  /** One score for each class, and how much its loss counts; in the order of the file. */
  readonly losses: readonly { readonly classes: number; readonly weight: number }[];
}

export function outputsCode(graph: TypedGraph, textOf: (value: ValueId) => string): OutputsCode {
  const texts = distinct(graph, textOf);
  const kept = outputsIn(graph, 'inference');
  const alone = kept.length === 1;
  const drops = kept.length < graph.outputs.length;
  const [only] = texts;
  return {
    option: texts.length === 1 ? `outputs: ${only}` : `outputs: [${texts.join(', ')}]`,
    pick: alone ? '' : `[${kept.indexOf(mainOutput(graph))}]!`,
    inference: drops ? inferenceFunction(graph, kept) : undefined,
    losses: graph.outputs.map(({ value, lossWeight }) => ({
      classes: valuesOf(typingOf(graph, value).output)[0] ?? 0,
      weight: lossWeight,
    })),
  };
}

/** tfjs loses its way where an output is an input, or the same value as another one: a layer that does nothing stands between. */
function distinct(graph: TypedGraph, textOf: (value: ValueId) => string): string[] {
  const seen = new Set(graph.inputs.map((_, value) => textOf(value)));
  return graph.outputs.map((output) => {
    const text = textOf(output.value);
    const taken = graph.outputs.length > 1 && seen.has(text);
    seen.add(text);
    return taken ? `tf.layers.activation({ activation: 'linear' }).apply(${text}) as tf.SymbolicTensor` : text;
  });
}

function inferenceFunction(graph: TypedGraph, kept: readonly Output[]): string {
  const dropped = graph.outputs.filter((output) => output.trainOnly).map(({ name }) => `\`${name}\``);
  const outputs = kept.map((output) => `model.outputs[${graph.outputs.indexOf(output)}]!`);
  const list = outputs.length === 1 ? outputs[0] : `[${outputs.join(', ')}]`;
  return `
/** The model without what is for training alone: ${dropped.join(', ')}. Its weights are those of the model. */
export function inferenceModel(model: tf.LayersModel): tf.LayersModel {
  return tf.model({ inputs: model.inputs, outputs: ${list} });
}`;
}

/** Kernels that cost something, by their names. */
export function l2Factors(graph: TypedGraph): readonly string[] {
  const needed = nodesFor(graph, graph.outputs);
  return graph.nodes.flatMap(({ id, name }) =>
    Object.entries(needed.has(id) ? typingOf(graph, id).weights : {}).flatMap(([weight, { l2 = 0 }]) =>
      l2 > 0 ? [`${literal(`${name}/${weight}`)}: ${l2}`] : [],
    ),
  );
}

/** Whether some layer that an output needs is kept from learning. */
export function hasFrozen(graph: TypedGraph): boolean {
  const needed = nodesFor(graph, graph.outputs);
  return graph.nodes.some(
    ({ id, attributes }) => needed.has(id) && attributes && 'trainable' in attributes && !attributes.trainable,
  );
}

/** Whether every kernel starts as tfjs starts kernels, so that they can be started again from a seed. */
export function startsAlike(graph: TypedGraph): boolean {
  const needed = nodesFor(graph, graph.outputs);
  return graph.nodes.every(({ id, kind }) =>
    Object.entries(needed.has(id) ? typingOf(graph, id).weights : {}).every(
      ([weight, { initializer }]) =>
        !weight.endsWith('kernel') ||
        (weight === 'kernel' && kind !== 'conv2d_transpose' && initializer.type === 'glorot_normal'),
    ),
  );
}
