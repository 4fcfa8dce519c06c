import type { TypedGraph } from '../../../graph/typed-graph';
import type { TrainSettings } from '../../../schema/train';
import { layOut } from '../../source/code';
import { LINE_WIDTH } from '../frame';
import type { Section } from '../program-parts';
import { optimizerCode } from './optimizers';
import { decaysText, hasFrozen, l2Factors, type OutputsCode, startsAlike } from './outputs';
import { type ScheduleCode, scheduleCode } from './schedules';
import { trainStep } from './train-step';

/** Training as the spec describes it, as functions of the generated program. */
export function trainingCode(graph: TypedGraph, train: TrainSettings, outputs: OutputsCode): Section {
  const schedule = scheduleCode(train.schedule, train.optimizer.learning_rate);
  const decays = decaysText(graph);
  const context = { changes: schedule !== undefined, decays: decays !== undefined };
  const optimizer = optimizerCode(train.optimizer, context);
  const { weightDecay } = optimizer;
  const factors = l2Factors(graph);
  const hasPenalty = factors.length > 0;
  const step = trainStep({ train, outputs, weightDecay, hasPenalty, hasFrozen: hasFrozen(graph) });
  const seeds = startsAlike(graph);
  const asksDecays = weightDecay > 0 || optimizer.uses.includes('AdamW');
  const code = [
    ...(schedule ? [schedule.declaration] : []),
    ...step.code,
    ...(hasPenalty ? [costs(factors)] : []),
    ...(decays && asksDecays ? [decaysFunction(decays)] : []),
    evaluateFunction(outputs),
    trainFunction({ train, outputs, optimizer: optimizer.make, schedule, seeds }),
  ];
  const uses = [...optimizer.uses, ...step.uses, ...(seeds ? (['seedKernels'] as const) : [])];
  return { code, uses: [...uses, 'readSamples', 'shuffled', 'takeBatch'] };
}

function costs(factors: readonly string[]): string {
  const table = { open: 'const KERNEL_L2: Record<string, number> = {', items: factors, close: '};', broken: true };
  return `\n/** L2 penalties of kernels, by name. */\n${layOut(table, LINE_WIDTH)}`;
}

function decaysFunction(condition: string): string {
  return `
/** Whether weight decay applies to a weight. */
function decays({ originalName }: tf.LayerVariable): boolean {
  return ${condition};
}`;
}

function evaluateFunction({ pick }: OutputsCode): string {
  const scores = pick === '' ? 'model.predict(input) as tf.Tensor2D' : `(model.predict(input) as tf.Tensor2D[])${pick}`;
  return `
/** The accuracy on samples: the share whose highest score is that of their class. */
function evaluate(model: tf.LayersModel, samples: Samples, batchSize = 500): number {
  const indices = Array.from(samples.labels.keys());
  let correct = 0;
  for (let start = 0; start < samples.count; start += batchSize) {
    correct += tf.tidy(() => {
      const { input, classes } = takeBatch(samples, indices.slice(start, start + batchSize));
      const scores = ${scores};
      return scores.argMax(1).equal(classes).sum<tf.Scalar>().arraySync();
    });
  }
  return correct / samples.count;
}`;
}

/** A whole training run. */
interface Run {
  readonly train: TrainSettings;
  readonly outputs: OutputsCode;
  /** The expression that constructs the optimizer. */
  readonly optimizer: string;
  readonly schedule: ScheduleCode | undefined;
  /** Whether the seed decides the initial kernels. */
  readonly seeds: boolean;
}

function trainFunction({ train, outputs, optimizer, schedule, seeds }: Run): string {
  const { epochs, batchSize, seed } = train;
  const rate = schedule
    ? `
      const step = epoch * stepsPerEpoch + index;
      optimizer.setLearningRate(learningRateAt(${['step', ...schedule.reach].join(', ')}));`
    : '';
  return `
/** Trains a new model on the idx files of a folder, and prints the loss and the test accuracy of each epoch. */
export function train(folder: string, { epochs = ${epochs}, batchSize = ${batchSize}, seed = ${seed} } = {}): tf.LayersModel {
  const samples = readSamples(folder, 'train');
  const testSamples = readSamples(folder, 't10k');
  const model = createModel();${seeds ? '\n  seedKernels(model, seed);' : ''}${outputs.inference ? '\n  const judged = inferenceModel(model);' : ''}
  const optimizer = ${optimizer};
  const stepsPerEpoch = Math.ceil(samples.count / batchSize);${schedule?.reach.includes('steps') ? '\n  const steps = epochs * stepsPerEpoch;' : ''}
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(samples.count, seed + epoch);
    let totalLoss = 0;
    for (let index = 0; index < stepsPerEpoch; index++) {${rate}
      const indices = order.slice(index * batchSize, (index + 1) * batchSize);
      totalLoss += indices.length * trainStep(model, optimizer, samples, indices);
    }
    if (!Number.isFinite(totalLoss)) throw new Error('the loss is not finite: try a lower learning rate');
    const loss = (totalLoss / samples.count).toFixed(4);
    const accuracy = (100 * evaluate(${outputs.inference ? 'judged' : 'model'}, testSamples)).toFixed(2);
    console.log(\`epoch \${epoch + 1} of \${epochs}: loss \${loss}, test accuracy \${accuracy} %\`);
  }
  return model;
}`;
}
