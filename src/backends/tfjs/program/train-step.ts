import { applyRow, type ChoiceRows } from '../../../schema/choice';
import type { Loss } from '../../../schema/losses';
import type { Clip, TrainSettings } from '../../../schema/train';
import type { PartName, Section } from '../program-parts';
import type { OutputsCode } from './outputs';

/** What a step of training does beside the optimizer. */
export interface StepSettings {
  readonly train: Pick<TrainSettings, 'loss' | 'clip'>;
  readonly outputs: OutputsCode;
  /** What is added to the gradients of weights, as a share of each; 0 for nothing. */
  readonly weightDecay: number;
  /** Whether the size of any kernel costs something. */
  readonly hasPenalty: boolean;
  /** Whether some layer does not learn. */
  readonly hasFrozen: boolean;
}

/** The function `trainStep`. */
export function trainStep({
  train: { loss, clip },
  outputs,
  weightDecay,
  hasPenalty,
  hasFrozen,
}: StepSettings): Section {
  const clipping = clip && clippings[clip.by];
  const changes = [
    ...(clip ? [`${clipping}(grads, ${clip.limit});`] : []),
    ...(weightDecay > 0 ? [`decayWeights(model, grads, ${weightDecay});`] : []),
  ];
  const code = `
/** One step of the optimizer; gives the mean loss of the batch before it. */
function trainStep(model: tf.LayersModel, optimizer: tf.Optimizer, samples: Samples, indices: number[]): number {
  return tf.tidy(() => {
    const { input, classes } = takeBatch(samples, indices);
    const loss = (): tf.Scalar => {
      ${totalLoss(loss, outputs, hasPenalty)}
    };
    ${update(changes, hasFrozen)}
  });
}`;
  const uses: readonly PartName[] = [
    'takeBatch',
    'Samples',
    ...(clipping ? [clipping] : []),
    ...(weightDecay > 0 ? (['decayWeights'] as const) : []),
    ...(hasPenalty ? (['penaltyOf'] as const) : []),
  ];
  return { code: [code], uses };
}

const clippings: { readonly [K in Clip['by']]: PartName } = { value: 'clipByValue', norm: 'clipByNorm' };

/** What follows the loss; `minimize` where nothing comes between the gradients and the optimizer. */
function update(changes: readonly string[], hasFrozen: boolean): string {
  const trained = 'model.trainableWeights.map((weight) => weight.read() as tf.Variable)';
  if (changes.length > 0)
    return `const { value, grads } = tf.variableGrads(loss${hasFrozen ? `, ${trained}` : ''});
    ${changes.join('\n    ')}
    optimizer.applyGradients(grads);
    return value.arraySync();`;
  if (hasFrozen)
    return `const trained = ${trained};
    return (optimizer.minimize(loss, true, trained) as tf.Scalar).arraySync();`;
  return 'return (optimizer.minimize(loss, true) as tf.Scalar).arraySync();';
}

/** The weighted sum of the losses of all outputs, with what L2 adds. */
function totalLoss(loss: Loss, { losses }: OutputsCode, hasPenalty: boolean): string {
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

/** Every loss of the language as a function of tfjs; a target is 1 at the class of a sample and 0 elsewhere. */
const lossFunctions: ChoiceRows<Loss, [], { readonly name: string; readonly more?: readonly string[] }> = {
  softmax_cross_entropy: ({ label_smoothing: smoothing }) => ({
    name: 'softmaxCrossEntropy',
    more: smoothing === 0 ? [] : ['undefined', `${smoothing}`],
  }),
  binary_cross_entropy: () => ({ name: 'sigmoidCrossEntropy' }),
  mean_squared_error: () => ({ name: 'meanSquaredError' }),
};

/** The call that gives the mean loss of a batch; `type` where the surroundings do not say it. */
function lossCall(loss: Loss, target: string, scores: string, type = ''): string {
  const { name, more = [] } = applyRow(lossFunctions, loss);
  return `tf.losses.${name}${type}(${[target, scores, ...more].join(', ')})`;
}
