import { applyRow, type ChoiceRows } from '../../../schema/choice';
import type { Loss } from '../../../schema/losses';
import type { Clip, TrainSettings } from '../../../schema/train';
import type { PartName, Section } from '../program-parts';
import type { OutputsCode } from './outputs';

/** What a training step does besides the optimizer. */
export interface StepSettings {
  readonly train: Pick<TrainSettings, 'loss' | 'clip'>;
  readonly outputs: OutputsCode;
  /** Factor of the weights that is added to their gradients; 0 for none. */
  readonly weightDecay: number;
  /** Whether any kernel has an L2 penalty. */
  readonly hasPenalty: boolean;
  /** Whether any layer is frozen. */
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
/** One step of the optimizer. Returns the mean loss of the batch before the update. */
function trainStep(model: tf.LayersModel, optimizer: tf.Optimizer, samples: Samples, indices: Uint32Array): number {
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

/** The update after the loss: by `minimize` if nothing changes the gradients before the optimizer gets them. */
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

/** The weighted sum of the losses of all outputs, plus L2 penalties. */
function totalLoss(loss: Loss, { lossWeights }: OutputsCode, hasPenalty: boolean): string {
  const [only, ...others] = lossWeights;
  const penalty = hasPenalty ? '.add<tf.Scalar>(penaltyOf(model))' : '';
  if (others.length === 0) {
    const weight = only === 1 ? '' : `.mul<tf.Scalar>(${only})`;
    return `const scores = model.apply(input, { training: true }) as tf.Tensor2D;
      return ${lossCall(loss, 'tf.oneHot(classes, CLASSES)', 'scores')}${weight}${penalty};`;
  }
  const weights = `[${lossWeights.join(', ')}]`;
  return `const outputs = model.apply(input, { training: true }) as tf.Tensor2D[];
      const target = tf.oneHot(classes, CLASSES);
      const terms = ${weights}.map((weight, index): tf.Scalar => ${lossCall(loss, 'target', 'outputs[index]!')}.mul(weight));
      return tf.addN(terms)${penalty};`;
}

/** Each loss as a function of tfjs; the target of a sample is 1 for its class and 0 otherwise. */
const lossFunctions: ChoiceRows<Loss, [], { readonly name: string; readonly more?: readonly string[] }> = {
  softmax_cross_entropy: ({ label_smoothing: smoothing }) => ({
    name: 'softmaxCrossEntropy',
    more: smoothing === 0 ? [] : ['undefined', `${smoothing}`],
  }),
  binary_cross_entropy: () => ({ name: 'sigmoidCrossEntropy' }),
  mean_squared_error: () => ({ name: 'meanSquaredError' }),
};

/** The call that computes the mean loss of a batch. */
function lossCall(loss: Loss, target: string, scores: string): string {
  const { name, more = [] } = applyRow(lossFunctions, loss);
  return `tf.losses.${name}(${[target, scores, ...more].join(', ')})`;
}
