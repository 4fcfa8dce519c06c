import path from 'node:path';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import { type PytorchProgram, planPytorch } from '../../src/backends/pytorch/emit-pytorch';
import { fromPytorch, toPytorch } from '../../src/backends/pytorch/weights';
import type { NodeDef } from '../../src/backends/tensorflow/proto/saved-model';
import { emitTfjs } from '../../src/backends/tfjs/emit-tfjs';
import { product } from '../../src/dimensions/dimension';
import { createLiveModel } from '../../src/engines/eager/live-model';
import type { Tf } from '../../src/engines/engine';
import { loadWasm } from '../../src/engines/wasm/load';
import { outputsIn } from '../../src/graph/graph';
import { load, loadEngine, type Tfjs } from '../backends/tfjs/support';
import type { Job, Results, Values } from './job';
import { PythonServer } from './python';
import { runGraph } from './run-graph';
import { runTfjs } from './run-tfjs';

/** What runs a job. */
export type Run = (job: Job, controls: Controls) => Promise<Results>;

/** Deliberate faults, for tests of the tests. */
export interface Controls {
  /** Changes the text of a generated program. */
  readonly spoilText?: ((text: string) => string) | undefined;
  /** Changes the operations of a TensorFlow graph. */
  readonly spoilNodes?: ((nodes: NodeDef[]) => void) | undefined;
  /** Changes the results of a target. */
  readonly spoilResults?: ((results: Results) => Results) | undefined;
}

/** What targets share; opened once per test file, since tfjs has one global engine. */
export interface Workshop {
  readonly engine: 'tensorflow' | 'wasm';
  readonly tf: Tf;
  readonly python: PythonServer;
}

export async function openWorkshop(engine: Workshop['engine'] = 'tensorflow'): Promise<Workshop> {
  return { engine, tf: await openEngine(engine), python: new PythonServer(path.join(__dirname, 'server.py')) };
}

async function openEngine(engine: Workshop['engine']): Promise<Tf> {
  if (engine === 'wasm') {
    const wasm = await loadWasm();
    if (!wasm.ok) throw new Error(wasm.reason);
    return wasm.runtime.tf;
  }
  const native = (await loadEngine()) as unknown as Tf;
  if (native.getBackend() !== 'tensorflow')
    throw new Error('there is no native engine: run `npx modelc engine install`');
  return native;
}

/** Every target, in one line each. The first is compared with all others. */
export const targets = {
  live:
    ({ tf }) =>
    async (job) =>
      live(tf, job),
  tfjs:
    ({ tf }) =>
    (job, controls) =>
      generatedTfjs(tf as unknown as Tfjs, job, controls),
  graph:
    ({ tf }) =>
    (job, { spoilNodes }) =>
      runGraph(tf, job, { spoil: spoilNodes }),
  pytorch:
    ({ python }) =>
    (job, controls) =>
      generatedPytorch(python, job, false, controls),
} satisfies Readonly<Record<string, (workshop: Workshop) => Run>>;

export type TargetName = keyof typeof targets;

/** The targets that run on an engine: generated programs and whole graphs need tfjs-node. */
export function targetsOn({ engine }: Workshop): readonly TargetName[] {
  const all = Object.keys(targets) as TargetName[];
  return engine === 'wasm' ? all.filter((name) => name !== 'tfjs' && name !== 'graph') : all;
}

/** PyTorch in 64 bits, the reference if two targets differ; `noise` perturbs inputs and weights. */
export function judge({ python }: Workshop, job: Job, noise: Noise = { share: 0, seed: 0 }): Promise<Results> {
  return generatedPytorch(python, job, true, {}, noise);
}

/** Random changes of numbers, relative to each. */
export interface Noise {
  readonly share: number;
  readonly seed: number;
}

/** The live model of the eager engine. */
export function live(tf: Tf, job: Job): Results {
  const model = createLiveModel(job.graph, tf, 1);
  const mode = { training: job.training, step: 0 };
  const { variables, dispose } = model;
  return runTfjs(tf, { variables, dispose, forward: (inputs) => model.forward(inputs, mode) }, job);
}

async function generatedTfjs(tf: Tfjs, job: Job, { spoilText = (text) => text }: Controls): Promise<Results> {
  const { graph, training } = job;
  const model = load(spoilText(await emitTfjs(graph)), tf).createModel();
  const variables = new Map(model.weights.map((weight) => [weight.originalName, weight.read() as Variable]));
  const names = outputsIn(graph, training ? 'training' : 'inference').map(({ name }) => name);
  const wanted = names.map((name) => graph.outputs.findIndex((output) => output.name === name));
  const forward = (inputs: readonly Tensor[]): Tensor[] => {
    const given = applied(model, inputs, training);
    return wanted.map((index) => given[index] as Tensor);
  };
  return runTfjs(tf as unknown as Tf, { variables: variables as never, forward, dispose: () => model.dispose() }, job);
}

function applied(model: LayersModel, inputs: readonly Tensor[], training: boolean): Tensor[] {
  const given = model.apply((inputs.length === 1 ? inputs[0] : [...inputs]) as never as SymbolicTensor, { training });
  return (Array.isArray(given) ? given : [given]) as never as Tensor[];
}

interface Encoded {
  readonly shape: readonly number[];
  readonly values: string;
}

interface Answer {
  readonly error?: string;
  readonly outputs: readonly Encoded[];
  readonly inputs: readonly Encoded[];
  readonly gradients: Readonly<Record<string, Encoded>>;
  readonly state: Readonly<Record<string, Encoded>>;
  readonly parameters: number;
}

async function generatedPytorch(
  python: PythonServer,
  job: Job,
  double: boolean,
  { spoilText = (text) => text }: Controls,
  { share, seed }: Noise = { share: 0, seed: 0 },
): Promise<Results> {
  const program = planPytorch(job.graph);
  const question = {
    text: spoilText(program.text),
    state: stateOf(program, job.weights),
    training: job.training,
    names: outputsIn(job.graph, job.training ? 'training' : 'inference').map(({ name }) => name),
    inputs: job.inputs.map(encode),
    upstream: job.upstream.map(encode),
    double,
    noise: share,
    seed,
  };
  const answer = (await python.ask(question)) as Answer;
  if (answer.error !== undefined) throw new Error(`PyTorch: ${answer.error}`);
  return resultsOf(program, answer);
}

/** Weights, by modelc's keys, in the form that the module of a program expects. */
export function stateOf(
  { weights, constants }: PytorchProgram,
  given: ReadonlyMap<string, Values>,
): Record<string, Encoded> {
  const own = weights.map((weight) => {
    const { values } = given.get(weight.key) as Values;
    return [weight.stateKey, encode({ shape: weight.shape, values: toPytorch(weight, Float32Array.from(values)) })];
  });
  const theirs = constants.map(({ stateKey, value, shape }) => [
    stateKey,
    encode({ shape, values: new Float32Array(product(shape)).fill(value) }),
  ]);
  return Object.fromEntries([...own, ...theirs]);
}

function resultsOf({ weights, constants }: PytorchProgram, answer: Answer): Results {
  const gradients = new Map<string, Values>(
    answer.inputs.map((value, index) => [`input/${index}`, decode(value)] as const),
  );
  const statistics = new Map<string, Values>();
  for (const weight of weights) {
    const { key, stateKey, spec } = weight;
    const back = (encoded: Encoded): Values => {
      const { values } = decode(encoded);
      return { shape: spec.shape, values: fromPytorch(weight, Float32Array.from(values)) };
    };
    const gradient = answer.gradients[stateKey];
    if (gradient) gradients.set(key, back(gradient));
    const kept = answer.state[stateKey];
    if (kept) statistics.set(key, back(kept));
  }
  const extra = constants.reduce((sum, { shape }) => sum + product(shape), 0);
  const running = [...statistics.values()].reduce((sum, { values }) => sum + values.length, 0);
  return {
    outputs: answer.outputs.map(decode),
    gradients,
    statistics,
    parameters: answer.parameters - extra + running,
  };
}

function encode({ shape, values }: Values): Encoded {
  return { shape, values: Buffer.from(Float32Array.from(values).buffer).toString('base64') };
}

function decode({ shape, values }: Encoded): Values {
  const bytes = Uint8Array.from(Buffer.from(values, 'base64'));
  return { shape, values: new Float64Array(bytes.buffer) };
}
