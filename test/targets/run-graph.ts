import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Value } from '../../src/backends/tensorflow/graph-builder';
import { lowerGraph } from '../../src/backends/tensorflow/lower';
import type { Machine } from '../../src/backends/tensorflow/machine';
import { zerosLike } from '../../src/backends/tensorflow/ops/arithmetic';
import { GraphProgram, type Port } from '../../src/backends/tensorflow/program/graph-program';
import { type } from '../../src/backends/tensorflow/proto/attribute';
import type { NodeDef } from '../../src/backends/tensorflow/proto/saved-model';
import type { Tf } from '../../src/engines/engine';
import { nodesFor } from '../../src/graph/graph';
import type { WeightKey } from '../../src/graph/typed-graph';
import { weightsOf } from '../../src/graph/weights';
import type { Precision } from '../../src/schema/train';
import { type Job, type Results, type Values, weightKeys } from './job';

/** What tfjs-node adds to tfjs. */
interface SavedModels {
  readonly node: {
    loadSavedModel(
      folder: string,
      tags: readonly string[],
      signature: string,
    ): Promise<{ predict(inputs: Record<string, Tensor>): Record<string, Tensor>; dispose(): void }>;
  };
}

/**
 * What a run computes, which decides what TensorFlow fuses: all outputs, gradients and statistics; those of a training step, which
 * has no gradients of inputs and of frozen weights; the outputs; or those of a saved model, whose weights are constants.
 */
export type GraphRun = 'everything' | 'step' | 'evaluation' | 'served';

export interface GraphOptions {
  readonly run?: GraphRun;
  readonly precision?: Precision;
  /** Facts about another CPU. */
  readonly machine?: Machine;
  /** Changes the operations, for tests of the tests. */
  readonly spoil?: ((nodes: NodeDef[]) => void) | undefined;
}

/** Runs a job as one TensorFlow graph, with everything in one run. */
export async function runGraph(tf: Tf, job: Job, options: GraphOptions = {}): Promise<Results> {
  const folder = mkdtempSync(path.join(tmpdir(), 'modelc-graph-'));
  try {
    const fed = new Map<string, Values>();
    writeFileSync(path.join(folder, 'saved_model.pb'), differentiate(job, fed, options));
    const model = await (tf as unknown as SavedModels).node.loadSavedModel(folder, ['serve'], 'differentiate');
    const tensors = [...fed].map(
      ([key, { shape, values }]) => [key, tf.tensor(Float32Array.from(values), [...shape])] as const,
    );
    const found = model.predict(Object.fromEntries(tensors));
    const results = readResults(fed, new Map(Object.entries(found).map(([key, tensor]) => [key, read(tensor)])));
    tf.dispose([...tensors.map(([, tensor]) => tensor), ...Object.values(found)]);
    model.dispose();
    return results;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One signature that feeds everything of a job and fetches everything of its results. */
function differentiate(
  { graph, training, inputs, weights, upstream }: Job,
  fed: Map<string, Values>,
  { run = 'everything', precision = 'f32', spoil, machine }: GraphOptions,
): Uint8Array {
  const program = new GraphProgram(machine);
  const ports = new Map<string, Port>();
  const feed = (key: string, values: Values, sizes: readonly number[]): Value => {
    const value = program.g.placeholder(key, 'float32', sizes);
    ports.set(key, [value, sizes]);
    fed.set(key, values);
    return value;
  };
  const batched = ({ shape }: Values): number[] => [-1, ...shape.slice(1)];
  const given = inputs.map((values, index) => feed(`input/${index}`, values, batched(values)));
  const variables = new Map<WeightKey, Value>();
  const weight = (key: WeightKey): Value => {
    const values = weights.get(key) as Values;
    const make = (): Value =>
      run === 'served'
        ? program.g.constant('float32', values.shape, values.values)
        : feed(`weight/${key}`, values, values.shape);
    const made = variables.get(key) ?? make();
    variables.set(key, made);
    return made;
  };
  // Also those of heads that the phase leaves out: they exist, but are not updated.
  const whole = nodesFor(graph, graph.outputs);
  for (const id of whole) for (const { key } of weightsOf(graph, id)) weight(key);
  const lowered = lowerGraph(graph, training ? 'training' : 'inference', {
    g: program.g,
    inputs: given,
    weight,
    mode: { training, seed: 1, step: program.g.scalar(0, 'int32') },
    precision,
  });
  const differentiated = run === 'everything' || run === 'step';
  const down = differentiated
    ? upstream.map((values, index) => feed(`upstream/${index}`, values, batched(values)))
    : [];
  const gradients = differentiated ? lowered.backward(down) : { inputs: [], weights: new Map<WeightKey, Value>() };
  const { trained, statistics } = weightKeys(graph);
  const fetched = new Map<string, Port>();
  const fetch = (key: string, value: Value): void => {
    fetched.set(key, [program.g.add('Identity', [value], { T: type(value.type) }, { name: `fetch/${key}` })]);
  };
  for (const [index, value] of lowered.outputs.entries()) fetch(`output/${index}`, value);
  if (run === 'everything')
    for (const [index, value] of given.entries())
      fetch(`gradient/input/${index}`, gradients.inputs[index] ?? zerosLike(program.g, value));
  for (const [key, value] of variables) {
    if (differentiated && trained.has(key))
      fetch(`gradient/${key}`, gradients.weights.get(key) ?? zerosLike(program.g, value));
    if (statistics.has(key)) fetch(`statistic/${key}`, lowered.updates.get(key) ?? value);
  }
  program.sign('differentiate', ports, fetched);
  spoil?.(program.g.nodes);
  return program.encode();
}

function readResults(fed: ReadonlyMap<string, Values>, found: ReadonlyMap<string, Values>): Results {
  const under = (prefix: string): [string, Values][] =>
    [...found].flatMap(([key, values]) => (key.startsWith(prefix) ? [[key.slice(prefix.length), values]] : []));
  const outputs = under('output/').sort(([left], [right]) => Number(left) - Number(right));
  const gradients = new Map(under('gradient/'));
  const statistics = new Map(under('statistic/'));
  const held = [...fed].filter(([key]) => key.startsWith('weight/'));
  return {
    outputs: outputs.map(([, values]) => values),
    gradients,
    statistics,
    parameters: held.reduce((sum, [, { values }]) => sum + values.length, 0),
  };
}

function read(tensor: Tensor): Values {
  return { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) };
}
