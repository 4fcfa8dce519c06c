import type { TrainSettings } from '../../../schema/train';
import { optimizerOf } from './optimizer';

/** The training that a spec describes, as functions of the generated program. */
export function trainingCode(train: TrainSettings, classes: number): string[] {
  const { make, declarations, schedule, weightDecay } = optimizerOf(train);
  return [
    ...declarations,
    SEEDING,
    trainStep(classes, weightDecay),
    ...(weightDecay > 0 ? [decayKernels(weightDecay)] : []),
    EVALUATE,
    trainFunction(train, make, schedule),
  ];
}

const SEEDING = `
/** Starts every kernel anew, as tfjs does but from a seed. */
function seedKernels(model: tf.LayersModel, seed: number): void {
  model.trainableWeights.forEach((weight, index) => {
    if (!weight.originalName.endsWith('/kernel')) return;
    const initializer = tf.initializers.glorotNormal({ seed: seed + index });
    tf.tidy(() => {
      weight.write(initializer.apply(weight.read().shape));
    });
  });
}

/** The numbers below \`count\` in an order that the seed decides. */
function shuffled(count: number, seed: number): number[] {
  const keys = tf.tidy(() => tf.randomUniform([count], 0, 1, 'float32', seed).dataSync());
  return Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]!);
}`;

function trainStep(classes: number, weightDecay: number): string {
  const update =
    weightDecay > 0
      ? `const { value, grads } = tf.variableGrads(loss);
    decayKernels(model, grads);
    optimizer.applyGradients(grads);
    return value.arraySync();`
      : 'return (optimizer.minimize(loss, true) as tf.Scalar).arraySync();';
  return `
/** One step of the optimizer; gives the mean loss of the batch before it. */
function trainStep(model: tf.LayersModel, optimizer: tf.Optimizer, samples: Samples, indices: number[]): number {
  return tf.tidy(() => {
    const { input, classes } = takeBatch(samples, indices);
    const loss = (): tf.Scalar => {
      const scores = model.apply(input, { training: true }) as tf.Tensor2D;
      return tf.losses.softmaxCrossEntropy(tf.oneHot(classes, ${classes}), scores);
    };
    ${update}
  });
}`;
}

function decayKernels(weightDecay: number): string {
  return `
/** Pulls kernels to zero, by an addition to their gradients. */
function decayKernels(model: tf.LayersModel, gradients: tf.NamedTensorMap): void {
  for (const weight of model.trainableWeights) {
    const gradient = gradients[weight.name];
    if (!gradient || !weight.originalName.endsWith('/kernel')) continue;
    gradients[weight.name] = gradient.add(weight.read().mul(${weightDecay}));
  }
}`;
}

const EVALUATE = `
/** The share of samples whose highest score is that of their class. */
function evaluate(model: tf.LayersModel, samples: Samples, batchSize = 500): number {
  const indices = Array.from(samples.labels.keys());
  let correct = 0;
  for (let start = 0; start < samples.count; start += batchSize) {
    correct += tf.tidy(() => {
      const { input, classes } = takeBatch(samples, indices.slice(start, start + batchSize));
      const scores = model.predict(input) as tf.Tensor2D;
      return scores.argMax(1).equal(classes).sum<tf.Scalar>().arraySync();
    });
  }
  return correct / samples.count;
}`;

function trainFunction({ epochs, batchSize, seed }: TrainSettings, make: string, schedule: string | undefined): string {
  const rate = schedule
    ? `
      const step = epoch * stepsPerEpoch + index;
      ${schedule}`
    : '';
  return `
/** Trains a new model on the idx files of a folder, tests it after each epoch, and prints how it goes. */
export function train(folder: string, { epochs = ${epochs}, batchSize = ${batchSize}, seed = ${seed} } = {}): tf.LayersModel {
  const samples = readSamples(folder, 'train');
  const testSamples = readSamples(folder, 't10k');
  const model = createModel();
  seedKernels(model, seed);
  const optimizer = ${make};
  const stepsPerEpoch = Math.ceil(samples.count / batchSize);${schedule ? '\n  const steps = epochs * stepsPerEpoch;' : ''}
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(samples.count, seed + epoch);
    let totalLoss = 0;
    for (let index = 0; index < stepsPerEpoch; index++) {${rate}
      const indices = order.slice(index * batchSize, (index + 1) * batchSize);
      totalLoss += indices.length * trainStep(model, optimizer, samples, indices);
    }
    if (!Number.isFinite(totalLoss)) throw new Error('the loss has left all bounds: try a lower learning rate');
    const loss = (totalLoss / samples.count).toFixed(4);
    const accuracy = (100 * evaluate(model, testSamples)).toFixed(2);
    console.log(\`epoch \${epoch + 1} of \${epochs}: loss \${loss}, test accuracy \${accuracy} %\`);
  }
  return model;
}`;
}
