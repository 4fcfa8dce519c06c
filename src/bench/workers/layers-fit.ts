import type { Tensor } from '@tensorflow/tfjs-core';
import { preprocessor } from '../../engines/eager/preprocess';
import type { Tf } from '../../engines/engine';
import { onlyInput } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import type { Loss } from '../../schema/losses';
import type { Optimizer } from '../../schema/optimizers';
import type { TrainSettings } from '../../schema/train';
import { readSplit } from '../bench-data';
import type { BenchJob } from '../bench-job';
import { loadProgram } from '../load-program';
import type { Runner } from './serve-rounds';

/** `LayersModel.fit` on the program that `modelc build` writes, with all data in memory in the form that it takes. */
export async function layersFit(
  graph: TypedGraph,
  tf: Tf,
  { batch, dataFolder }: BenchJob,
  { loss, optimizer }: TrainSettings,
): Promise<Runner> {
  const split = readSplit(dataFolder);
  const model = (await loadProgram(graph, dataFolder)).createModel();
  const losses = model.outputs.map(() => lossOf(tf, loss));
  model.compile({ optimizer: optimizerOf(tf, optimizer), loss: losses });
  const { shape } = onlyInput(graph);
  const x = tf.tensor(preprocessor(onlyInput(graph))(split.images), [split.count, ...shape]);
  const targets = model.outputs.map((output) =>
    tf.cast(tf.oneHot(tf.tensor1d(Int32Array.from(split.labels), 'int32'), output.shape.at(-1) ?? 1), 'float32'),
  );
  const batches = split.count / batch;
  return {
    peak: () => null,
    async run(steps) {
      for (let left = steps; left > 0; left -= batches) {
        const count = Math.min(left, batches) * batch;
        const part = (tensor: Tensor) => tf.slice(tensor, 0, count);
        const [given, wanted] = [part(x), targets.map(part)];
        await model.fit(given, wanted, { batchSize: batch, epochs: 1, shuffle: false, verbose: 0 });
        tf.dispose([given, ...wanted]);
      }
    },
  };
}

type LossFunction = (target: Tensor, scores: Tensor) => Tensor;

function lossOf(tf: Tf, loss: Loss): LossFunction {
  const functions: { readonly [K in Loss['type']]: LossFunction } = {
    softmax_cross_entropy: (target, scores) => tf.losses.softmaxCrossEntropy(target, scores),
    binary_cross_entropy: (target, scores) => tf.losses.sigmoidCrossEntropy(target, scores),
    mean_squared_error: (target, scores) => tf.losses.meanSquaredError(target, scores),
  };
  return functions[loss.type];
}

/** The nearest optimizer of tfjs; the difference costs almost nothing. */
function optimizerOf(tf: Tf, optimizer: Optimizer) {
  const rate = optimizer.learning_rate / 100;
  switch (optimizer.type) {
    case 'sgd':
      return optimizer.momentum === 0
        ? tf.train.sgd(rate)
        : tf.train.momentum(rate, optimizer.momentum, optimizer.nesterov);
    case 'rmsprop':
      return tf.train.rmsprop(rate, optimizer.rho, optimizer.momentum, optimizer.epsilon);
    case 'adam':
    case 'adamw':
      return tf.train.adam(rate, optimizer.beta1, optimizer.beta2, optimizer.epsilon);
  }
}
