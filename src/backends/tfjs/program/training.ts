import type { TypedGraph } from '../../../graph/typed-graph';
import type { Loss } from '../../../schema/losses';
import type { TrainSettings } from '../../../schema/train';
import { type Code, layOut } from '../../source/code';
import type { PartName } from '../program-parts';
import { clipCode } from './clip';
import { lossCall } from './losses';
import { optimizerCode } from './optimizers';
import { decaysText, hasFrozen, l2Factors, type OutputsCode, startsAlike } from './outputs';
import { type ScheduleCode, scheduleCode } from './schedules';

/** What training has to heed of the model. */
interface Learning {
  readonly outputs: OutputsCode;
  readonly loss: Loss;
  readonly clips: boolean;
  readonly weightDecay: number;
  /** Kernels with a cost, as entries of an object. */
  readonly factors: readonly string[];
  readonly hasFrozen: boolean;
  readonly seeds: boolean;
}

/** Declarations of a program, with the parts that they refer to. */
export interface Section {
  readonly code: readonly string[];
  readonly uses: readonly PartName[];
}

/** The training that a spec describes, as functions of the generated program. */
export function trainingCode(graph: TypedGraph, train: TrainSettings, outputs: OutputsCode): Section {
  const { loss, clip } = train;
  const schedule = scheduleCode(train.schedule, train.optimizer.learning_rate);
  const decays = decaysText(graph);
  const context = { changes: schedule !== undefined, decays: decays !== undefined };
  const { make, uses, weightDecay } = optimizerCode(train.optimizer, context);
  const factors = l2Factors(graph);
  const learning = {
    ...{ outputs, loss, clips: clip !== undefined, weightDecay, factors },
    ...{ hasFrozen: hasFrozen(graph), seeds: startsAlike(graph) },
  };
  const code = [
    ...(schedule ? [schedule.declaration] : []),
    trainStep(learning),
    ...(factors.length > 0 ? [penaltyOf(factors)] : []),
    ...(clip ? [clipCode(clip)] : []),
    ...(weightDecay > 0 ? [decayFunction(weightDecay)] : []),
    ...(decays && (weightDecay > 0 || uses.includes('AdamW')) ? [decaysFunction(decays)] : []),
    evaluateFunction(outputs),
    trainFunction(train, make, schedule, learning),
  ];
  const seeds = learning.seeds ? (['seedKernels'] as const) : [];
  return { code, uses: [...uses, ...seeds, 'readSamples', 'shuffled', 'takeBatch'] };
}

function trainStep({ outputs, loss, clips, weightDecay, factors, hasFrozen }: Learning): string {
  const trained = hasFrozen ? 'model.trainableWeights.map((weight) => weight.read() as tf.Variable)' : undefined;
  const changes = [
    ...(clips ? ['clipGradients(grads);'] : []),
    ...(weightDecay > 0 ? ['decayWeights(model, grads);'] : []),
  ];
  const update =
    changes.length > 0
      ? `const { value, grads } = tf.variableGrads(loss${trained ? `, ${trained}` : ''});
    ${changes.join('\n    ')}
    optimizer.applyGradients(grads);
    return value.arraySync();`
      : trained
        ? `const trained = ${trained};
    return (optimizer.minimize(loss, true, trained) as tf.Scalar).arraySync();`
        : 'return (optimizer.minimize(loss, true) as tf.Scalar).arraySync();';
  return `
/** One step of the optimizer; gives the mean loss of the batch before it. */
function trainStep(model: tf.LayersModel, optimizer: tf.Optimizer, samples: Samples, indices: number[]): number {
  return tf.tidy(() => {
    const { input, classes } = takeBatch(samples, indices);
    const loss = (): tf.Scalar => {
      ${lossCode(loss, outputs, factors.length > 0)}
    };
    ${update}
  });
}`;
}

/** The weighted sum of the losses of all outputs, with what L2 adds. */
function lossCode(loss: Loss, { losses }: OutputsCode, hasPenalty: boolean): string {
  const [only, ...others] = losses;
  const penalty = hasPenalty ? '.add<tf.Scalar>(penaltyOf(model))' : '';
  if (only && others.length === 0) {
    const weight = only.weight === 1 ? '' : `.mul<tf.Scalar>(${only.weight})`;
    return `const scores = model.apply(input, { training: true }) as tf.Tensor2D;
      return ${lossCall(loss, `tf.oneHot(classes, ${only.classes})`, 'scores')}${weight}${penalty};`;
  }
  const weights = `[${losses.map(({ weight }) => weight).join(', ')}]`;
  return `const outputs = model.apply(input, { training: true }) as tf.Tensor2D[];
      const target = tf.oneHot(classes, ${only?.classes});
      const terms = ${weights}.map((weight, index) => ${lossCall(loss, 'target', 'outputs[index]!', '<tf.Scalar>')}.mul<tf.Scalar>(weight));
      return tf.addN(terms)${penalty};`;
}

function penaltyOf(factors: readonly string[]): string {
  const table: Code = {
    open: 'const KERNEL_L2: Record<string, number> = {',
    items: factors,
    close: '};',
    broken: true,
  };
  return `
/** What the square of a kernel costs, by its name. */
${layOut(table, 110)}

/** What the size of kernels adds to the loss. */
function penaltyOf(model: tf.LayersModel): tf.Scalar {
  const terms = model.weights.map((weight) => weight.read().square().sum<tf.Scalar>().mul<tf.Scalar>(KERNEL_L2[weight.originalName] ?? 0));
  return tf.addN(terms);
}`;
}

function decayFunction(weightDecay: number): string {
  return `
/** Pulls weights to zero, by an addition to their gradients. */
function decayWeights(model: tf.LayersModel, gradients: tf.NamedTensorMap): void {
  for (const weight of model.trainableWeights.filter(decays)) {
    const gradient = gradients[weight.name];
    if (gradient) gradients[weight.name] = gradient.add(weight.read().mul(${weightDecay}));
  }
}`;
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
/** The share of samples whose highest score is that of their class. */
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

function trainFunction(
  { epochs, batchSize, seed }: TrainSettings,
  make: string,
  schedule: ScheduleCode | undefined,
  { seeds, outputs }: Learning,
): string {
  const rate = schedule
    ? `
      const step = epoch * stepsPerEpoch + index;
      optimizer.setLearningRate(learningRateAt(${['step', ...schedule.reach].join(', ')}));`
    : '';
  return `
/** Trains a new model on the idx files of a folder, tests it after each epoch, and prints how it goes. */
export function train(folder: string, { epochs = ${epochs}, batchSize = ${batchSize}, seed = ${seed} } = {}): tf.LayersModel {
  const samples = readSamples(folder, 'train');
  const testSamples = readSamples(folder, 't10k');
  const model = createModel();${seeds ? '\n  seedKernels(model, seed);' : ''}${outputs.inference ? '\n  const judged = inferenceModel(model);' : ''}
  const optimizer = ${make};
  const stepsPerEpoch = Math.ceil(samples.count / batchSize);${schedule?.reach.includes('steps') ? '\n  const steps = epochs * stepsPerEpoch;' : ''}
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(samples.count, seed + epoch);
    let totalLoss = 0;
    for (let index = 0; index < stepsPerEpoch; index++) {${rate}
      const indices = order.slice(index * batchSize, (index + 1) * batchSize);
      totalLoss += indices.length * trainStep(model, optimizer, samples, indices);
    }
    if (!Number.isFinite(totalLoss)) throw new Error('the loss has left all bounds: try a lower learning rate');
    const loss = (totalLoss / samples.count).toFixed(4);
    const accuracy = (100 * evaluate(${outputs.inference ? 'judged' : 'model'}, testSamples)).toFixed(2);
    console.log(\`epoch \${epoch + 1} of \${epochs}: loss \${loss}, test accuracy \${accuracy} %\`);
  }
  return model;
}`;
}
