import type { Bytes } from '../../../formats/protobuf/wire';
import { mainOutput, onlyInput, outputsIn } from '../../../graph/graph';
import type { TypedGraph } from '../../../graph/typed-graph';
import { type Optimizer, slotsOf } from '../../../schema/optimizers';
import type { StepSettings } from '../../../schema/train';
import type { WeightTensor } from '../../../tensors/weights';
import type { GraphBuilder, Value } from '../graph-builder';
import { lowerGraph } from '../lower';
import { cast } from '../ops/arithmetic';
import { pack } from '../ops/control';
import { reshape } from '../ops/layout';
import { type } from '../proto/attribute';
import { diagnosis } from './diagnosis';
import { GraphProgram } from './graph-program';
import { byteInput } from './image-input';
import { countCorrect, lossOf } from './losses';
import { createVariables, reader } from './model-variables';
import { graphOptimizer } from './optimizers';
import { signState } from './state-signatures';
import { type Batch, type Training, trainStep, unitsOf } from './train-step';

/** A graph that trains a model, and what its diagnosis reports. */
export interface TrainingProgram {
  /** The bytes of `saved_model.pb`. */
  readonly bytes: Bytes;
  /** The same without any operation. */
  readonly signatures: Bytes;
  /** What the values of the signature `diagnose` refer to, in order. */
  readonly diagnosed: readonly string[];
}

/**
 * The whole training of a graph that passed every check: one input, outputs with one score per class. Signatures: `train` and
 * `evaluate` run a batch, `predict` returns the main output, `diagnose` returns which values of a step are finite, `init`,
 * `restore`, `export` and `export_slots` write and read the variables.
 */
export function trainingProgram(graph: TypedGraph, settings: StepSettings): TrainingProgram {
  const program = new GraphProgram();
  const diagnosed = signTraining(program, graph, settings);
  return { bytes: program.encode(), signatures: program.encodeSignatures(), diagnosed };
}

/** Declares these signatures; variables start at `initial`, if given. Returns what `diagnose` refers to. */
export function signTraining(
  program: GraphProgram,
  graph: TypedGraph,
  settings: StepSettings,
  initial?: ReadonlyMap<string, WeightTensor>,
): readonly string[] {
  const { g } = program;
  const variables = createVariables(g, graph, slotsOf(settings.optimizer));
  const training: Training = { g, graph, variables, settings };
  const batch = fedBatch(g, graph);
  const inputs = new Map([
    ['words', [batch.words, [-1]]],
    ['labels', [batch.labels, [-1]]],
  ] as const);
  const step = trainStep(training, batch);
  const fed = new Map([...inputs, ['numbers', [step.numbers, [step.numberCount]]], ['step', [step.step, []]]] as const);
  program.sign('train', fed, new Map([['report', [step.report, [3]]]]));
  const found = diagnosis(g, step);
  program.sign('diagnose', fed, new Map([['finite', [found.finite, [found.names.length]]]]));
  const judged = evaluation(training, batch);
  program.sign('evaluate', inputs, new Map([['report', [judged.report, [2]]]]));
  program.sign('predict', inputs, new Map([['scores', [judged.scores]]]));
  signState(program, variables, initial);
  return found.names;
}

/** Numbers that a step of the optimizer takes besides the batch. */
export function stepNumbers(optimizer: Optimizer, rate: number, step: number): readonly number[] {
  return graphOptimizer(optimizer).numbers(optimizer, rate, step);
}

function fedBatch(g: GraphBuilder, graph: TypedGraph): Batch & { readonly words: Value } {
  const words = g.placeholder('words', 'int32', [-1]);
  const labels = g.placeholder('labels', 'int32', [-1]);
  const count = reshape(g, g.shapeOf(labels), []);
  const { values } = byteInput(g, onlyInput(graph), words, count);
  return { words, values, labels, count: cast(g, count, 'float32') };
}

/** Loss and correct predictions of the main output at inference. */
function evaluation({ g, graph, variables, settings: { loss, seed, precision } }: Training, batch: Batch) {
  const lowered = lowerGraph(graph, 'inference', {
    g,
    inputs: [batch.values],
    weight: reader(g, variables),
    mode: { training: false, seed, step: undefined },
    precision,
  });
  const main = mainOutput(graph);
  const scores = lowered.outputs[outputsIn(graph, 'inference').indexOf(main)] as Value;
  const judged = { ...batch, scores, units: unitsOf(graph, main) };
  const { value } = lossOf(g, loss, judged);
  const given = g.add('Identity', [scores], { T: type(scores.type) }, { name: 'scores' });
  return { report: pack(g, [value, countCorrect(g, judged)]), scores: given };
}
