import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { createLiveModel, type LiveModel } from '../../backends/tfjs-live/live-model';
import type { TypedGraph } from '../../graph/typed-graph';
import type { Optimizer } from '../../schema/train';
import type { Engine } from '../engines/engine';
import type { Batch, BatchResult, Trainer } from '../trainer';
import { preprocessor } from './preprocess';
import { type LossResult, softmaxCrossEntropy } from './softmax-cross-entropy';
import { trainedWeights } from './trained-weights';

/** Trains a graph by the operations of tfjs, step by step. The graph has passed every check; its output is one score a class. */
export function createEagerTrainer(graph: TypedGraph, engine: Engine, optimizer: Optimizer, seed: number): Trainer {
  const { tf, name, description } = engine;
  const model = createLiveModel(graph, tf, seed);
  const trained = trainedWeights(model, tf, optimizer);
  const preprocess = preprocessor(graph.input);
  const inputOf = ({ images, count }: Batch): Tensor => tf.tensor(preprocess(images), [count, ...graph.input.shape]);

  function train(batch: Batch, rate: number, step: number): BatchResult {
    let result: LossResult | undefined;
    const lossOf = tf.customGrad((...inputs) => {
      const scores = inputs[0] as Tensor;
      const found = lossOfScores(scores, batch);
      result = found;
      // Nothing stands above the loss: the slope that comes down to it is 1.
      return { value: tf.scalar(found.loss), gradFunc: () => tf.tensor(found.gradient, scores.shape) };
    });
    const forward = () => lossOf(model.forward(inputOf(batch), { training: true, step })) as Scalar;
    const { grads } = tf.variableGrads(forward, trained.variables);
    if (!result) throw new Error('a step went by without its loss');
    const { loss, correct } = result;
    const notFinite = Number.isFinite(loss) ? trained.update(grads, rate, step) : 'the loss';
    return { loss, correct, ...(notFinite !== undefined && { notFinite }) };
  }

  function evaluate(batch: Batch): BatchResult {
    const { loss, correct } = lossOfScores(model.forward(inputOf(batch), { training: false, step: 0 }), batch);
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
