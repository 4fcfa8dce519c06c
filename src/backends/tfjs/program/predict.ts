import { type InputNode, mainOutput } from '../../../graph/graph';
import { lastComputing } from '../../../graph/last-computing';
import type { TypedGraph } from '../../../graph/typed-graph';
import { layerOf } from '../../../schema/kinds';
import { appliedBy } from '../../../schema/losses';
import type { OutputsCode } from './outputs';

/** What the main output gives for each class. */
export interface Scores {
  /** The function of tfjs that makes probabilities of them; undefined if they are printed as they are. */
  readonly normalize: 'softmax' | 'sigmoid' | undefined;
  readonly word: 'probability' | 'score';
}

/** Scores are normalized as the loss does; a model without training is taken for a classifier if it ends without an activation. */
export function scoresOf(graph: TypedGraph): Scores {
  const last = lastComputing(graph, mainOutput(graph).value);
  const { activation, distribution } = last ? layerOf(last.kind).traits : {};
  if (distribution === 'shares') return { normalize: undefined, word: 'probability' };
  const normalize = graph.train ? appliedBy[graph.train.loss.type] : activation ? undefined : 'softmax';
  return { normalize, word: normalize ? 'probability' : 'score' };
}

/** The function `predict`; `scores` is undefined if the main output does not have one for each class. */
export function predictCode(
  inputs: readonly InputNode[],
  scores: Scores | undefined,
  { pick, inference }: OutputsCode,
): string {
  const single = inputs.length === 1;
  const what = scores ? `The ${scores.word} of each class` : 'The output of the model';
  const given = single ? 'values: tf.Tensor' : 'values: tf.Tensor[]';
  const type = scores ? 'tf.Tensor2D' : 'tf.Tensor';
  const input = single
    ? 'preprocess(values)'
    : 'Object.values(INPUTS).map(({ preprocess }, index) => preprocess(values[index]!))';
  const called = `${inference ? 'inferenceModel(model)' : 'model'}.predict(input) as ${type}${pick === '' ? '' : '[]'}`;
  const normalized = scores?.normalize ? `tf.${scores.normalize}(output)` : 'output';
  return `
/** ${what}, for a batch of ${single ? 'samples' : 'samples for each input'} with values from 0 to 255. */
export function predict(model: tf.LayersModel, ${given}): ${type} {
  return tf.tidy(() => {
    const input = ${input};
    const output = ${pick === '' ? called : `(${called})${pick}`};
    return ${normalized};
  });
}`;
}
