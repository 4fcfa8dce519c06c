import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import { type Output, onlyInput, outputsIn } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import type { StepSettings } from '../../schema/train';
import type { Engine } from '../engine';
import type { Batch, BatchResult, Trainer } from '../trainer';
import { firstNotFinite } from './finite';
import { createLiveModel, type LiveModel } from './live-model';
import { type LossResult, lossOfScores } from './losses';
import { preprocessor } from './preprocess';
import { trainedWeights } from './trained-weights';

/**
 * Trains a graph with tfjs operations, step by step. The graph has passed every check: one input, and outputs with one score
 * per class.
 */
export function createEagerTrainer(graph: TypedGraph, engine: Engine, settings: StepSettings): Trainer {
  const { tf, name, description } = engine;
  const model = createLiveModel(graph, tf, settings.seed);
  const trained = trainedWeights(graph, model, tf, settings);
  const statistics = [...model.variables.values()].filter(({ trainable }) => !trainable);
  const input = onlyInput(graph);
  const preprocess = preprocessor(input);
  const main = outputsIn(graph, 'inference').findIndex((output) => output.main);
  let step = 0;
  const inputOf = ({ images, count }: Batch): Tensor => tf.tensor(preprocess(images), [count, ...input.shape]);
  const resultOf = (scores: Tensor, { labels, count }: Batch): LossResult =>
    lossOfScores(settings.loss, { scores: scores.dataSync(), labels, count, units: scores.size / count });

  /** The losses of all outputs, in order, and the gradients of the weights. */
  function losses(given: Tensor, batch: Batch) {
    const results: LossResult[] = [];
    const forward = (): Scalar => {
      const outputs = model.forward([given], { training: true, step });
      const terms = outputs.map((scores, index) => {
        const found = resultOf(scores, batch);
        results.push(found);
        return weighted(tf, scores, found, (graph.outputs[index] as Output).lossWeight);
      });
      return tf.addN(terms) as Scalar;
    };
    const { grads } = tf.variableGrads(forward, trained.variables);
    return { results, grads };
  }

  function train(batch: Batch, rate: number): BatchResult {
    const given = inputOf(batch);
    const before = statistics.map((variable) => tf.clone(variable));
    const { results, grads } = losses(given, batch);
    const shown = results[graph.outputs.findIndex((output) => output.main)];
    if (!shown) throw new Error('a step went by without its loss');
    const terms = results.map(({ loss }, index) => loss * (graph.outputs[index] as Output).lossWeight);
    const loss = terms.reduce((sum, one) => sum + one, trained.penalty());
    const notFinite = Number.isFinite(loss) ? trained.update(grads, rate, step) : 'the loss';
    const { correct } = shown;
    if (notFinite === undefined) {
      step++;
      return { loss, correct };
    }
    putBack(statistics, before);
    const layer = firstNotFinite(model, [given], step);
    putBack(statistics, before);
    return { loss, correct, notFinite: layer === undefined ? notFinite : `the output of \`${layer}\`` };
  }

  function evaluate(batch: Batch): BatchResult {
    const outputs = model.forward([inputOf(batch)], { training: false, step: 0 });
    const { loss, correct } = resultOf(outputs[main] as Tensor, batch);
    return { loss, correct };
  }

  return {
    engine: name,
    description,
    train: async (batch, rate) => tidy(engine, () => train(batch, rate)),
    evaluate: async (batch) => tidy(engine, () => evaluate(batch)),
    weights: async () => readWeights(model),
    state: async () => ({ weights: readWeights(model), slots: trained.slots(), step }),
    restore: async (state) => {
      for (const [key, { values }] of state.weights) assign(engine, model, key, values);
      trained.restore(state.slots);
      step = state.step;
    },
    dispose: () => model.dispose(),
  };
}

/** The weighted loss of one output, with its gradient computed alongside. */
function weighted(tf: Engine['tf'], scores: Tensor, { loss, gradient }: LossResult, weight: number): Tensor {
  // Only a sum follows it, so the upstream gradient is 1.
  const gradFunc = () => tf.mul(tf.tensor(gradient, scores.shape), weight);
  return tf.customGrad(() => ({ value: tf.scalar(loss * weight), gradFunc }))(scores);
}

function putBack(variables: readonly Variable[], values: readonly Tensor[]): void {
  for (const [index, variable] of variables.entries()) variable.assign(values[index] as Tensor);
}

/** tfjs's `tidy` for work that returns no tensors. */
function tidy<T>({ tf }: Engine, work: () => T): T {
  tf.engine().startScope();
  try {
    return work();
  } finally {
    tf.engine().endScope();
  }
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
