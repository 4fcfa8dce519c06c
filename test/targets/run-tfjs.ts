import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Tf } from '../../src/engines/engine';
import { type Job, type Results, type Values, weightKeys } from './job';

/** A model of tfjs, live or generated. */
export interface TfModel {
  /** By `node/weight`; weights that no output depends on may be missing. */
  readonly variables: ReadonlyMap<string, Variable>;
  forward(inputs: readonly Tensor[]): readonly Tensor[];
  dispose(): void;
}

/** Runs a job on a model of tfjs: outputs, gradients and statistics. */
export function runTfjs(tf: Tf, model: TfModel, job: Job): Results {
  const { trained, statistics } = weightKeys(job.graph);
  const tensor = ({ shape, values }: Values): Tensor => tf.tensor(Float32Array.from(values), [...shape]);
  tf.tidy(() => {
    for (const [key, variable] of model.variables) variable.assign(tensor(job.weights.get(key) as Values) as never);
  });
  const learned = [...model.variables].filter(([key]) => trained.has(key));
  const outputs: Values[] = [];
  const gradients = new Map<string, Values>();
  tf.tidy(() => {
    const inputs = job.inputs.map(tensor);
    if (job.upstream.length === 0) {
      outputs.push(...model.forward(inputs).map(read));
      return;
    }
    const score = (...args: Tensor[]): Tensor => {
      const given = model.forward(args.slice(0, inputs.length));
      for (const output of given) outputs.push(read(output));
      const terms = given.map((output, index) => tf.sum(tf.mul(output, tensor(job.upstream[index] as Values))));
      return tf.reshape(tf.addN(terms), []);
    };
    // Weights that no output depends on have no gradient, and tfjs throws if asked for one.
    const all = [...inputs, ...learned.map(([, variable]) => variable as Tensor)];
    const keys = [...inputs.map((_, index) => `input/${index}`), ...learned.map(([key]) => key)];
    const found = tf.grads((...args) => tf.add(score(...(args as Tensor[])), touch(tf, args as Tensor[])))(all);
    for (const [index, key] of keys.entries()) gradients.set(key, read(found[index] as Tensor));
  });
  const kept = new Map(
    [...model.variables].filter(([key]) => statistics.has(key)).map(([key, variable]) => [key, read(variable)]),
  );
  const parameters = [...model.variables.values()].reduce((sum, variable) => sum + variable.size, 0);
  model.dispose();
  return { outputs, gradients, statistics: kept, parameters };
}

/** Zero, but computed from all values, so that each has a gradient. */
function touch(tf: Tf, values: readonly Tensor[]): Tensor {
  return tf.addN(values.map((value) => tf.mul(tf.sum(value), 0)));
}

function read(tensor: Tensor): Values {
  return { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) };
}
