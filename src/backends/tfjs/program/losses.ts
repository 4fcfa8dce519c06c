import type { Loss } from '../../../schema/losses';

type Row<K extends Loss['type']> = (
  settings: Extract<Loss, { type: K }>,
) => (target: string, scores: string) => readonly string[];

/** Every loss of the language as a function of tfjs with its arguments; a target is 1 at the class of a sample and 0 elsewhere. */
const losses: { readonly [K in Loss['type']]: { readonly name: string; readonly arguments: Row<K> } } = {
  softmax_cross_entropy: {
    name: 'softmaxCrossEntropy',
    arguments:
      ({ label_smoothing: smoothing }) =>
      (target, scores) =>
        smoothing === 0 ? [target, scores] : [target, scores, 'undefined', `${smoothing}`],
  },
  binary_cross_entropy: { name: 'sigmoidCrossEntropy', arguments: () => (target, scores) => [target, scores] },
  mean_squared_error: { name: 'meanSquaredError', arguments: () => (target, scores) => [target, scores] },
};

/** The call that gives the mean loss of a batch; `type` where the surroundings do not say it. */
export function lossCall(loss: Loss, target: string, scores: string, type = ''): string {
  const { name, arguments: argumentsOf } = losses[loss.type];
  const given = (argumentsOf as Row<Loss['type']>)(loss as never)(target, scores);
  return `tf.losses.${name}${type}(${given.join(', ')})`;
}
