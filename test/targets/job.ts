import { valuesOf } from '../../src/dimensions/dimension';
import { outputsIn } from '../../src/graph/graph';
import { type TypedGraph, typingOf } from '../../src/graph/typed-graph';
import { Random } from './random';

export interface Values {
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array;
}

/** One net with all the numbers that a target needs to run it. Shapes are with the batch, channels last. */
export interface Job {
  readonly graph: TypedGraph;
  readonly training: boolean;
  readonly inputs: readonly Values[];
  /** By `node/weight`. */
  readonly weights: ReadonlyMap<string, Values>;
  /** What comes down to each output of the phase. */
  readonly upstream: readonly Values[];
}

/** What a target makes of a job. */
export interface Results {
  readonly outputs: readonly Values[];
  /** `input/0`, … and `node/weight` of every weight that learns. */
  readonly gradients: ReadonlyMap<string, Values>;
  /** Running statistics after the pass, by `node/weight`. */
  readonly statistics: ReadonlyMap<string, Values>;
  /** Numbers in all weights that the target holds as such. */
  readonly parameters: number;
}

const product = (sizes: readonly number[]): number => sizes.reduce((total, size) => total * size, 1);

/** A job with random numbers. Dropout has masks of its own in each target: nets that drop are run as in inference. */
export function makeJob(graph: TypedGraph, seed: number): Job {
  const random = new Random(seed ^ 0x5bd1e995);
  const batch = random.int(1, 3);
  const drops = graph.nodes.some((node) => node.kind === 'dropout' && (node.attributes?.rate ?? 0) > 0);
  const training = !drops && random.chance(0.6);
  const offset = random.chance(0.3) ? -1.5 : 0;
  const tensor = (shape: readonly number[], scale: number, from = 0): Values => ({
    shape,
    values: random.values(product(shape), scale, from),
  });
  const inputs = graph.inputs.map(({ shape }) => tensor([batch, ...shape], 1, offset));
  const weights = new Map<string, Values>();
  for (const [key, { shape, what, initializer }] of graph.weights) {
    const fan = Math.max(product(shape.slice(0, -1)), 1);
    // What starts at ones is multiplied by, or divided by: around 0 it would make everything small, or large.
    const around = initializer.type === 'ones' ? 1 : 0;
    weights.set(key, tensor(shape, what === 'kernel' ? 1.7 / Math.sqrt(fan) : 0.5, around));
  }
  const outputs = outputsIn(graph, training ? 'training' : 'inference');
  const upstream = outputs.map(({ value }) => tensor([batch, ...valuesOf(typingOf(graph, value).output)], 1));
  return { graph, training, inputs, weights, upstream };
}

/** Keys of the weights that learn, and of the running statistics. */
export function weightKeys(graph: TypedGraph): {
  readonly trained: ReadonlySet<string>;
  readonly statistics: ReadonlySet<string>;
} {
  const all = [...graph.weights];
  const trained = all.filter(([, { trainable }]) => trainable);
  const statistics = all.filter(([, { what }]) => what === 'statistic');
  return { trained: new Set(trained.map(([key]) => key)), statistics: new Set(statistics.map(([key]) => key)) };
}
