import { valuesOf } from '../../../dimensions/dimension';
import { type Output, outputsIn } from '../../../graph/graph';
import { type TypedGraph, typingOf, type WeightKey } from '../../../graph/typed-graph';
import { decays } from '../../../schema/layer';
import type { StepSettings } from '../../../schema/train';
import type { GraphBuilder, Value } from '../graph-builder';
import { type LoweredGraph, lowerGraph } from '../lower';
import { cast, scale, sumOf } from '../ops/arithmetic';
import { either, finiteness, identity, pack, passWhere, unpack } from '../ops/control';
import { assignVariable } from '../ops/variables';
import { bound, lengthOf } from './bound-gradients';
import { countCorrect, type LossValue, lossOf } from './losses';
import { type ModelVariables, reader } from './model-variables';
import { graphOptimizer } from './optimizers';
import { penalise } from './penalty';

/** The input of one step. */
export interface Batch {
  /** Preprocessed. */
  readonly values: Value;
  /** The class of each sample. */
  readonly labels: Value;
  /** The number of samples, as a float. */
  readonly count: Value;
}

/** A model in a program that trains it. */
export interface Training {
  readonly g: GraphBuilder;
  readonly graph: TypedGraph;
  readonly variables: ModelVariables;
  readonly settings: StepSettings;
}

/** One whole training step. */
export interface TrainStep {
  /** Fed: numbers of the optimizer, and the number of the step. */
  readonly numbers: Value;
  readonly numberCount: number;
  readonly step: Value;
  /** Loss, correct predictions of the main output, and 1 if the step was applied; fetching it applies the step. */
  readonly report: Value;
  readonly lowered: LoweredGraph;
  /** Of each output, unweighted. */
  readonly losses: readonly LossValue[];
  /** Of the trainable weights, including L2. */
  readonly gradients: ReadonlyMap<WeightKey, Value>;
  /** For each gradient, a number that is finite if its update is. */
  readonly strides: ReadonlyMap<WeightKey, Value>;
}

/** Forward pass, losses, gradients, and the update of all weights and statistics, which runs only if everything is finite. */
export function trainStep({ g, graph, variables, settings }: Training, batch: Batch): TrainStep {
  const { loss: kind, optimizer, clip, seed, precision } = settings;
  const step = g.placeholder('step', 'int32', []);
  const weight = reader(g, variables);
  const lowered = lowerGraph(graph, 'training', {
    g,
    inputs: [batch.values],
    weight,
    mode: { training: true, seed, step },
    precision,
  });
  const outputs = outputsIn(graph, 'training');
  const given = outputs.map((output, index) => ({
    ...batch,
    scores: lowered.outputs[index] as Value,
    units: unitsOf(graph, output),
  }));
  const losses = given.map((scores) => lossOf(g, kind, scores));
  const upstream = losses.map(({ gradient }, index) => weighted(g, gradient, outputs[index] as Output));
  const penalised = penalise(g, variables, learned(lowered.backward(upstream).weights, variables), weight);
  const terms = losses.map(({ value }, index) => weighted(g, value, outputs[index] as Output));
  const loss = sumOf(g, [...terms, ...penalised.terms]);

  const numberCount = graphOptimizer(optimizer).numbers(optimizer, 1, 0).length;
  const numbers = g.placeholder('numbers', 'float32', [numberCount]);
  const each = unpack(g, numbers, numberCount);
  const length = lengthOf(g, penalised.gradients, each[0] as Value);
  const finite = finiteness(g, sumOf(g, [loss, length.stride]));
  const gradients = bound(g, penalised.gradients, clip, length.whole);
  const updates = gatedUpdates(g, { variables, settings, weight, finite, lowered }, gradients, each);
  const main = given[outputs.findIndex((output) => output.main)];
  if (!main) throw new Error(`${graph.name} has no main output`);
  const found = pack(g, [loss, countCorrect(g, main), cast(g, finite, 'float32')]);
  const { yes, no } = passWhere(g, found, finite);
  const report = either(g, identity(g, yes, updates), identity(g, no));
  return {
    numbers,
    numberCount,
    step,
    report,
    lowered,
    losses,
    gradients: penalised.gradients,
    strides: length.strides,
  };
}

/** The scores of an output for each sample. */
export function unitsOf(graph: TypedGraph, { value }: Output): number {
  return valuesOf(typingOf(graph, value).output)[0] ?? 0;
}

function weighted(g: GraphBuilder, x: Value, { lossWeight }: Output): Value {
  return lossWeight === 1 ? x : scale(g, x, lossWeight);
}

/** Without those of frozen weights. */
function learned(gradients: ReadonlyMap<WeightKey, Value>, variables: ModelVariables): Map<WeightKey, Value> {
  return new Map([...gradients].filter(([key]) => variables.get(key)?.spec.trainable));
}

interface Gate {
  readonly variables: ModelVariables;
  readonly settings: StepSettings;
  readonly weight: (key: WeightKey) => Value;
  readonly finite: Value;
  readonly lowered: LoweredGraph;
}

/**
 * The operations that change variables. Each gets its new value through the gate, which opens after every gradient is computed,
 * and so after every read of a weight: none of them can see an updated weight.
 */
function gatedUpdates(
  g: GraphBuilder,
  { variables, settings: { optimizer }, weight, finite, lowered }: Gate,
  gradients: ReadonlyMap<WeightKey, Value>,
  numbers: readonly Value[],
): Value[] {
  const row = graphOptimizer(optimizer);
  const found = (key: WeightKey) => {
    const variable = variables.get(key);
    if (!variable) throw new Error(`there is no weight ${key}`);
    return variable;
  };
  const steps = [...gradients].flatMap(([key, value]) => {
    const { variable, spec, slots } = found(key);
    const gradient = passWhere(g, value, finite).yes;
    const decaying = decays(spec) ? passWhere(g, weight(key), finite).yes : undefined;
    return row.update(optimizer, { g, weight: variable, slots, gradient, decaying, numbers });
  });
  const moves = [...lowered.updates].map(([key, value]) =>
    assignVariable(g, found(key).variable, passWhere(g, value, finite).yes),
  );
  return [...steps, ...moves];
}
