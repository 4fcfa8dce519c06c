import type { Tensor } from '@tensorflow/tfjs-core';
import { stepNumbers, trainingProgram } from '../../backends/tensorflow/program/training-program';
import type { Problem } from '../../diagnostics/problem';
import { product } from '../../dimensions/dimension';
import type { TypedGraph } from '../../graph/typed-graph';
import type { StepSettings } from '../../schema/train';
import { initialWeights } from '../../tensors/initial-weights';
import { slotShapes } from '../../tensors/training-state';
import type { WeightTensor } from '../../tensors/weights';
import type { Engine } from '../engine';
import { EngineError } from '../engine-error';
import type { Batch, BatchResult, Trainer } from '../trainer';
import { type GraphSession, loadGraph } from './graph-session';

type Signature = 'train' | 'diagnose' | 'evaluate' | 'init' | 'restore' | 'export' | 'export_slots';
type Weights = ReadonlyMap<string, WeightTensor>;

/**
 * Trains a graph with one TensorFlow graph that contains the whole step. The graph has passed every check: one input, and
 * outputs with one score per class. A step with a non-finite value leaves weights, statistics and slots unchanged.
 */
export async function createGraphTrainer(graph: TypedGraph, engine: Engine, settings: StepSettings): Promise<Trainer> {
  const { tf, name, description } = engine;
  const { optimizer, seed } = settings;
  const tooLarge = largestWeightProblem(graph);
  if (tooLarge) throw new EngineError(name, tooLarge.message, tooLarge);
  const program = trainingProgram(graph, settings);
  const slots = [...slotShapes(graph, optimizer).keys()];
  const session = await loadGraph<Signature>(tf, program, [
    'init',
    'train',
    'evaluate',
    'export',
    'restore',
    'diagnose',
    ...(slots.length > 0 ? (['export_slots'] as const) : []),
  ]);
  const runner = new Runner(engine, session);
  const initial = initialWeights(graph, seed);
  const keys = [...initial.keys()];
  let step = 0;
  runner.write('init', initial);

  function train(batch: Batch, rate: number): BatchResult {
    const inputs = (): Record<string, Tensor> => ({
      ...batchTensors(engine, batch),
      numbers: tf.tensor1d(Float32Array.from(stepNumbers(optimizer, rate, step))),
      step: tf.scalar(step | 0, 'int32'),
    });
    const [loss = Number.NaN, correct = 0, finite = 0] = runner.report('train', inputs);
    if (finite === 1) {
      step++;
      return { loss, correct };
    }
    const [...parts] = runner.report('diagnose', inputs);
    return { loss, correct, notFinite: program.diagnosed[parts.indexOf(0)] ?? 'the loss' };
  }

  return {
    engine: name,
    description,
    train: async (batch, rate) => train(batch, rate),
    evaluate: async (batch) => {
      const [loss = Number.NaN, correct = 0] = runner.report('evaluate', () => batchTensors(engine, batch));
      return { loss, correct };
    },
    weights: async () => runner.read('export', keys),
    state: async () => ({
      weights: runner.read('export', keys),
      slots: slots.length > 0 ? runner.read('export_slots', slots) : new Map(),
      step,
    }),
    restore: async (state) => {
      runner.write('restore', new Map([...state.weights, ...state.slots]));
      step = state.step;
    },
    dispose: () => session.dispose(),
  };
}

/** Runs signatures and disposes all tensors. */
class Runner {
  readonly #engine: Engine;
  readonly #session: GraphSession<Signature>;

  constructor(engine: Engine, session: GraphSession<Signature>) {
    this.#engine = engine;
    this.#session = session;
  }

  /** The numbers of the only output of a signature. */
  report(signature: Signature, inputs: () => Record<string, Tensor>): Float32Array {
    return this.#tidy(() => {
      const [output] = Object.values(this.#session.run(signature, inputs()));
      if (!output) throw new Error(`${signature} gave nothing`);
      return output.dataSync() as Float32Array;
    });
  }

  write(signature: Signature, weights: Weights): void {
    const { tf } = this.#engine;
    this.#tidy(() => {
      // Copies: an engine may keep the given array.
      const tensors = [...weights].map(
        ([key, { shape, values }]) => [key, tf.tensor(values.slice(), [...shape])] as const,
      );
      return this.#session.run(signature, Object.fromEntries(tensors));
    });
  }

  /** The outputs of a signature, which are unordered, in the order of `keys`. */
  read(signature: Signature, keys: readonly string[]): Map<string, WeightTensor> {
    return this.#tidy(() => {
      const found = this.#session.run(signature, {});
      return new Map(
        keys.map((key) => {
          const tensor = found[key];
          if (!tensor) throw new Error(`${signature} gave no ${key}`);
          return [key, { shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) }];
        }),
      );
    });
  }

  #tidy<T>(work: () => T): T {
    const { tf } = this.#engine;
    tf.engine().startScope();
    try {
      return work();
    } finally {
      tf.engine().endScope();
    }
  }
}

function batchTensors({ tf }: Engine, { images, labels }: Batch): Record<string, Tensor> {
  return {
    words: tf.tensor1d(wordsOf(images), 'int32'),
    labels: tf.tensor1d(Int32Array.from(labels), 'int32'),
  };
}

/**
 * Bytes as words of 32 bits, as tfjs has no tensors of bytes. A view where their memory allows it, so that the last word may hold bytes of
 * others, which the program does not read; else a copy.
 */
export function wordsOf(bytes: Uint8Array): Int32Array {
  const count = Math.ceil(bytes.length / 4);
  const { buffer, byteOffset } = bytes;
  if (byteOffset % 4 === 0 && byteOffset + 4 * count <= buffer.byteLength)
    return new Int32Array(buffer, byteOffset, count);
  const words = new Int32Array(count);
  new Uint8Array(words.buffer).set(bytes);
  return words;
}

/** The maximum size in bytes of one value in TensorFlow's kernels. */
const LARGEST_WEIGHT = 2 ** 31 - 1;

/** Describes the first weight that is too large for a graph; undefined if all fit. */
export function largestWeightProblem(graph: TypedGraph): Problem | undefined {
  for (const [key, { shape }] of graph.weights) {
    const bytes = 4 * product(shape);
    if (bytes <= LARGEST_WEIGHT) continue;
    const message = `weight \`${key}\` takes ${bytes} bytes, but engine \`graph\` supports at most ${LARGEST_WEIGHT}`;
    return { message, help: 'make the layer smaller, or train in f32 with `--engine tensorflow`' };
  }
  return undefined;
}
