import { type Output, outputsIn } from '../../../graph/graph';
import type { TypedGraph } from '../../../graph/typed-graph';
import type { Optimizer } from '../../../schema/train';
import type { GraphBuilder, Value } from '../graph-builder';
import { type LoweredGraph, lowerGraph } from '../lower';
import { add, cast, scale, sumOf } from '../ops/arithmetic';
import { either, finiteness, identity, pack, passWhere, unpack } from '../ops/control';
import { sum } from '../ops/reduce';
import { assignVariable } from '../ops/variables';
import { type } from '../proto/attribute';
import { countCorrect, type Loss, softmaxCrossEntropy } from './losses';
import { type ModelVariables, reader } from './model-variables';
import { graphOptimizer } from './optimizers';

/** What one step learns from. */
export interface Batch {
  /** Preprocessed. */
  readonly values: Value;
  /** The class of each sample. */
  readonly labels: Value;
  /** How many samples there are, as a real number. */
  readonly count: Value;
}

/** One whole step of training. */
export interface TrainStep {
  /** Fed: numbers of the optimizer, and the number of the step. */
  readonly numbers: Value;
  readonly numberCount: number;
  readonly step: Value;
  /** Loss, hits of the main output, and 1 where the step was taken; fetching it takes the step. */
  readonly report: Value;
  readonly lowered: LoweredGraph;
  /** Of each output, not weighted. */
  readonly losses: readonly Loss[];
  /** By `node/weight`, of those that learn; L2 is in them. */
  readonly slopes: ReadonlyMap<string, Value>;
}

/** Forward pass, losses, gradients, and the update of all weights and statistics, which runs where everything is finite. */
export function trainStep(
  g: GraphBuilder,
  graph: TypedGraph,
  variables: ModelVariables,
  batch: Batch,
  optimizer: Optimizer,
  seed: number,
): TrainStep {
  const step = g.placeholder('step', 'int32', []);
  const weight = reader(g, variables);
  const mode = { training: true, seed, step };
  const lowered = lowerGraph(graph, 'training', { g, inputs: [batch.values], weight, mode });
  const outputs = outputsIn(graph, 'training');
  const losses = lowered.outputs.map((scores) => softmaxCrossEntropy(g, scores, batch.labels, batch.count));
  const upstream = losses.map(({ slope }, index) => scaled(g, slope, outputs[index] as Output));
  const learned = learnedSlopes(lowered.backward(upstream).weights, variables);
  const penalty = penaltyOf(g, variables, learned, weight);
  const weighted = losses.map(({ value }, index) => scaled(g, value, outputs[index] as Output));
  const loss = sumOf(g, [...weighted, ...penalty.terms]);
  const row = graphOptimizer(optimizer);
  const numberCount = row.numbers(optimizer, 1, 0).length;
  const numbers = g.placeholder('numbers', 'float32', [numberCount]);
  const finite = allFinite(g, [loss, ...penalty.slopes.values()]);
  const updates = gatedUpdates(
    g,
    { variables, optimizer, weight, finite, lowered },
    penalty.slopes,
    unpack(g, numbers, numberCount),
  );
  const main = lowered.outputs[outputs.findIndex((output) => output.main)] as Value;
  const found = pack(g, [loss, countCorrect(g, main, batch.labels), cast(g, finite, 'float32')]);
  const { yes, no } = passWhere(g, found, finite);
  const report = either(g, identity(g, yes, updates), identity(g, no));
  return { numbers, numberCount, step, report, lowered, losses, slopes: penalty.slopes };
}

function scaled(g: GraphBuilder, x: Value, { lossWeight }: Output): Value {
  return lossWeight === 1 ? x : scale(g, x, lossWeight);
}

/** Without those of frozen weights. */
function learnedSlopes(slopes: ReadonlyMap<string, Value>, variables: ModelVariables): Map<string, Value> {
  return new Map([...slopes].filter(([key]) => variables.get(key)?.spec.trainable));
}

/** What L2 adds to the loss, its factor times the sum of squares, and the slopes with what that adds to them. */
function penaltyOf(
  g: GraphBuilder,
  variables: ModelVariables,
  slopes: ReadonlyMap<string, Value>,
  weight: (key: string) => Value,
): { readonly terms: readonly Value[]; readonly slopes: ReadonlyMap<string, Value> } {
  const punished = [...variables].filter(([, { spec }]) => spec.trainable && (spec.l2 ?? 0) > 0);
  // `L2Loss` is half the sum of squares.
  const terms = punished.map(([key, { spec }]) => {
    const squares = g.add('L2Loss', [weight(key)], { T: type('float32') });
    return scale(g, squares, 2 * (spec.l2 ?? 0));
  });
  const sums = new Map(slopes);
  for (const [key, { spec }] of punished) {
    const slope = slopes.get(key);
    if (slope) sums.set(key, add(g, slope, scale(g, weight(key), 2 * (spec.l2 ?? 0))));
  }
  return { terms, slopes: sums };
}

/** One truth for all: a sum over values that aren't finite is none either. */
function allFinite(g: GraphBuilder, values: readonly Value[]): Value {
  const sums = values.map((value) =>
    sum(g, g.add('Reshape', [value, g.list([-1])], { T: type(value.type), Tshape: type('int32') }), [0]),
  );
  return finiteness(g, sumOf(g, sums));
}

interface Gate {
  readonly variables: ModelVariables;
  readonly optimizer: Optimizer;
  readonly weight: (key: string) => Value;
  readonly finite: Value;
  readonly lowered: LoweredGraph;
}

/**
 * The operations that change variables. Each gets its new value through the gate, which opens when every slope is there, and so after
 * every reader of a weight: none of them can see a weight that was changed already.
 */
function gatedUpdates(
  g: GraphBuilder,
  { variables, optimizer, weight, finite, lowered }: Gate,
  slopes: ReadonlyMap<string, Value>,
  numbers: readonly Value[],
): Value[] {
  const row = graphOptimizer(optimizer);
  const decay = row.decay(optimizer);
  const steps = [...slopes].map(([key, slope]) => {
    const learned = variables.get(key);
    if (!learned) throw new Error(`there is no weight ${key}`);
    const decayed = decay > 0 && key.endsWith('kernel') ? add(g, slope, scale(g, weight(key), decay)) : slope;
    const { yes } = passWhere(g, decayed, finite);
    return row.update(optimizer, { g, weight: learned.variable, slots: learned.slots, slope: yes, numbers });
  });
  const moves = [...lowered.updates].map(([key, value]) => {
    const statistic = variables.get(key);
    if (!statistic) throw new Error(`there is no statistic ${key}`);
    return assignVariable(g, statistic.variable, passWhere(g, value, finite).yes);
  });
  return [...steps, ...moves];
}
