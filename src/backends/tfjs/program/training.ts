import { entry, valuesOf } from '../../../dimensions/dimension';
import { mainOutput } from '../../../graph/graph';
import { type TypedGraph, typingOf } from '../../../graph/typed-graph';
import type { TrainSettings } from '../../../schema/train';
import { layOut } from '../../source/code';
import { LINE_WIDTH } from '../frame';
import type { Section } from '../program-parts';
import { optimizerCode } from './optimizers';
import { decaysText, hasFrozen, l2Factors, type OutputsCode } from './outputs';
import { type ScheduleCode, scheduleCode } from './schedules';
import { trainStep } from './train-step';

/** Training as the spec describes it, as functions of the generated program. */
export function trainingCode(graph: TypedGraph, train: TrainSettings, outputs: OutputsCode): Section {
  const schedule = scheduleCode(train.schedule);
  const decays = decaysText(graph);
  const context = { changes: schedule !== undefined, decays: decays !== undefined };
  const optimizer = optimizerCode(train.optimizer, context);
  const { weightDecay } = optimizer;
  const factors = l2Factors(graph);
  const hasPenalty = factors.length > 0;
  const step = trainStep({ train, outputs, weightDecay, hasPenalty, hasFrozen: hasFrozen(graph) });
  const asksDecays = weightDecay > 0 || optimizer.uses.includes('AdamW');
  const code = [
    ...(schedule ? [schedule.declaration] : []),
    ...step.code,
    ...(hasPenalty ? [costs(factors)] : []),
    ...(decays && asksDecays ? [decaysFunction(decays)] : []),
    evaluateFunction(outputs),
    trainFunction({ outputs, optimizer: optimizer.make, schedule }),
  ];
  return { code, uses: [...optimizer.uses, ...step.uses, 'readSamples', 'seedRandom', 'takeBatch'] };
}

/** The constants at the top of a program that trains. */
export function trainingConstants(graph: TypedGraph, train: TrainSettings): readonly string[] {
  const { epochs, batchSize, seed, optimizer } = train;
  const classes = entry(valuesOf(typingOf(graph, mainOutput(graph).value).output), 0);
  const settings = `epochs: ${epochs}, batchSize: ${batchSize}, learningRate: ${optimizer.learning_rate}, seed: ${seed}`;
  return [`const CLASSES = ${classes};`, `const SETTINGS = { ${settings} };`];
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
  const indices = Uint32Array.from(samples.labels.keys());
  let correct = 0;
  for (let start = 0; start < samples.count; start += batchSize) {
    correct += tf.tidy(() => {
      const { input, classes } = takeBatch(samples, indices.subarray(start, start + batchSize));
      const scores = ${scores};
      return scores.argMax(1).equal(classes).sum<tf.Scalar>().arraySync();
    });
  }
  return correct / samples.count;
}`;
}

/** A whole training run. */
interface Run {
  readonly outputs: OutputsCode;
  /** The expression that constructs the optimizer. */
  readonly optimizer: string;
  readonly schedule: ScheduleCode | undefined;
}

function trainFunction({ outputs, optimizer, schedule }: Run): string {
  const rate = schedule
    ? `
      const step = epoch * stepsPerEpoch + index;
      optimizer.setLearningRate(learningRate * rateAt(${['step', ...schedule.reach].join(', ')}));`
    : '';
  return `
/** Trains a model, by default a new one, on the idx files of a folder; prints the loss and the test accuracy of each epoch. */
export function train(
  folder: string,
  options: Partial<typeof SETTINGS> & { model?: tf.LayersModel | undefined } = {},
): tf.LayersModel {
  const { epochs, batchSize, learningRate, seed } = { ...SETTINGS, ...options };
  const samples = readSamples(folder, 'train');
  const testSamples = readSamples(folder, 't10k');
  seedRandom(seed);
  const model = options.model ?? createModel();${outputs.inference ? '\n  const judged = inferenceModel(model);' : ''}
  const optimizer = ${optimizer};
  const stepsPerEpoch = Math.ceil(samples.count / batchSize);${schedule?.reach.includes('steps') ? '\n  const steps = epochs * stepsPerEpoch;' : ''}
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = tf.util.createShuffledIndices(samples.count);
    let totalLoss = 0;
    for (let index = 0; index < stepsPerEpoch; index++) {${rate}
      const indices = order.subarray(index * batchSize, (index + 1) * batchSize);
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
