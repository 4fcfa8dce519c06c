import { valuesOf } from '../../src/dimensions/dimension';
import { type Node, outputsIn } from '../../src/graph/graph';
import { type TypedGraph, typingOf } from '../../src/graph/typed-graph';
import { layerOf } from '../../src/schema/kinds';
import { Random } from './random';

export interface Values {
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array;
}

/** One net with all the numbers that a target needs to run it. Shapes include the batch; channels are last. */
export interface Job {
  readonly graph: TypedGraph;
  readonly training: boolean;
  readonly inputs: readonly Values[];
  /** By `node/weight`. */
  readonly weights: ReadonlyMap<string, Values>;
  /** The upstream gradient of each output of the phase; without any, only outputs are computed. */
  readonly upstream: readonly Values[];
}

/** The results of a target for a job. */
export interface Results {
  readonly outputs: readonly Values[];
  /** `input/0`, … and `node/weight` of every trainable weight. */
  readonly gradients: ReadonlyMap<string, Values>;
  /** Running statistics after the pass, by `node/weight`. */
  readonly statistics: ReadonlyMap<string, Values>;
  /** The number of parameters that the target counts. */
  readonly parameters: number;
}

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);

/** What is otherwise random. */
export interface JobOptions {
  readonly batch?: number;
  readonly training?: boolean;
}

/** A job with random numbers. Each target has its own dropout masks, so by default nets with dropout run as at inference. */
export function makeJob(graph: TypedGraph, seed: number, options: JobOptions = {}): Job {
  const random = new Random(seed ^ 0x5bd1e995);
  const { batch = Math.max(random.int(1, 3), graph.nodes.some((node) => normalisesOneCell(graph, node)) ? 2 : 1) } =
    options;
  const drops = graph.nodes.some(drawsMasks);
  const { training = !drops && random.chance(0.6) } = options;
  const offset = random.chance(0.3) ? -1.5 : 0;
  const tensor = (shape: readonly number[], scale: number, from = 0): Values => ({
    shape,
    values: random.values(product(shape), scale, from),
  });
  const inputs = graph.inputs.map(({ shape }) => tensor([batch, ...shape], 1, offset));
  const weights = new Map<string, Values>();
  for (const [key, { shape, what, initializer }] of graph.weights) {
    const fan = Math.max(product(shape.slice(0, -1)), 1);
    // Weights that start at one are factors or divisors: near 0 they would make everything small, or large.
    const around = initializer.type === 'ones' ? 1 : 0;
    weights.set(key, tensor(shape, what === 'kernel' ? 1.7 / Math.sqrt(fan) : 0.5, around));
  }
  const outputs = outputsIn(graph, training ? 'training' : 'inference');
  const upstream = outputs.map(({ value }) => tensor([batch, ...valuesOf(typingOf(graph, value).output)], 1));
  return { graph, training, inputs, weights, upstream };
}

/** PyTorch trains no batch norm on one value per channel. */
function normalisesOneCell(graph: TypedGraph, { id, kind }: Node): boolean {
  return kind === 'batch_norm' && product(valuesOf(typingOf(graph, id).output).slice(0, -1)) === 1;
}

function drawsMasks({ kind, attributes }: Node): boolean {
  return layerOf(kind).traits.stochastic === true && !(attributes && 'rate' in attributes && attributes.rate === 0);
}

/** Keys of the trainable weights, and of the running statistics. */
export function weightKeys(graph: TypedGraph): {
  readonly trained: ReadonlySet<string>;
  readonly statistics: ReadonlySet<string>;
} {
  const all = [...graph.weights];
  const trained = all.filter(([, { trainable }]) => trainable);
  const statistics = all.filter(([, { what }]) => what === 'statistic');
  return { trained: new Set(trained.map(([key]) => key)), statistics: new Set(statistics.map(([key]) => key)) };
}
