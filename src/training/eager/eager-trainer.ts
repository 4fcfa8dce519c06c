import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { createLiveModel, type LiveModel } from '../../backends/tfjs-live/live-model';
import { type Output, onlyInput, outputsIn } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import type { Optimizer } from '../../schema/train';
import type { Engine } from '../engines/engine';
import type { Batch, BatchResult, Trainer } from '../trainer';
import { preprocessor } from './preprocess';
import { type LossResult, softmaxCrossEntropy } from './softmax-cross-entropy';
import { trainedWeights } from './trained-weights';

/** Trains a graph by the operations of tfjs, step by step. It has passed every check: one input, and outputs of one score a class. */
export function createEagerTrainer(graph: TypedGraph, engine: Engine, optimizer: Optimizer, seed: number): Trainer {
  const { tf, name, description } = engine;
  const model = createLiveModel(graph, tf, seed);
  const trained = trainedWeights(graph, model, tf, optimizer);
  const input = onlyInput(graph);
  const preprocess = preprocessor(input);
  const main = outputsIn(graph, 'inference').findIndex((output) => output.main);
  const inputOf = ({ images, count }: Batch): Tensor => tf.tensor(preprocess(images), [count, ...input.shape]);

  function train(batch: Batch, rate: number, step: number): BatchResult {
    const results: LossResult[] = [];
    const forward = (): Scalar => {
      const outputs = model.forward([inputOf(batch)], { training: true, step });
      const losses = outputs.map((scores, index) => {
        const { lossWeight } = graph.outputs[index] as Output;
        return lossOf(tf, scores, batch, lossWeight, (found) => results.push(found));
      });
      return tf.addN(losses) as Scalar;
    };
    const { grads } = tf.variableGrads(forward, trained.variables);
    const shown = results[graph.outputs.findIndex((output) => output.main)];
    if (!shown) throw new Error('a step went by without its loss');
    const weighted = results.map(({ loss }, index) => loss * (graph.outputs[index] as Output).lossWeight);
    const loss = weighted.reduce((sum, one) => sum + one, trained.penalty());
    const notFinite = Number.isFinite(loss) ? trained.update(grads, rate, step) : 'the loss';
    return { loss, correct: shown.correct, ...(notFinite !== undefined && { notFinite }) };
  }

  function evaluate(batch: Batch): BatchResult {
    const outputs = model.forward([inputOf(batch)], { training: false, step: 0 });
    const { loss, correct } = lossOfScores(outputs[main] as Tensor, batch);
    return { loss, correct };
  }

  return {
    engine: name,
    description,
    train: async (batch, rate, step) => tidy(engine, () => train(batch, rate, step)),
    evaluate: async (batch) => tidy(engine, () => evaluate(batch)),
    weights: async () => readWeights(model),
    setWeights: (weights) => {
      for (const [key, { values }] of weights) assign(engine, model, key, values);
      trained.refresh();
    },
    dispose: () => model.dispose(),
  };
}

/** The weighted loss of one output, with its slope worked out beside it. */
function lossOf(
  tf: Engine['tf'],
  scores: Tensor,
  batch: Batch,
  weight: number,
  observe: (result: LossResult) => void,
): Tensor {
  const loss = tf.customGrad((...inputs) => {
    const given = inputs[0] as Tensor;
    const found = lossOfScores(given, batch);
    observe(found);
    // Above it stands a sum alone: the slope that comes down to it is 1.
    const gradFunc = () => tf.mul(tf.tensor(found.gradient, given.shape), weight);
    return { value: tf.scalar(found.loss * weight), gradFunc };
  });
  return loss(scores);
}

function lossOfScores(scores: Tensor, { labels, count }: Batch): LossResult {
  return softmaxCrossEntropy(scores.dataSync(), labels, count, scores.size / count);
}

/** tfjs's `tidy` for work that gives back no tensors. */
function tidy<T>({ tf }: Engine, work: () => T): T {
  let result: { readonly value: T } | undefined;
  tf.tidy(() => {
    result = { value: work() };
  });
  return (result as unknown as { readonly value: T }).value;
}

function readWeights({ variables }: LiveModel): Awaited<ReturnType<Trainer['weights']>> {
  return new Map(
    [...variables].map(([key, variable]) => [
      key,
      { shape: variable.shape, values: Float32Array.from(variable.dataSync()) },
    ]),
  );
}

function assign({ tf }: Engine, { variables }: LiveModel, key: string, values: Float32Array): void {
  const variable = variables.get(key);
  if (!variable) throw new RangeError(`the model has no weight ${key}`);
  tf.tidy(() => variable.assign(tf.tensor(values.slice(), variable.shape)));
}
