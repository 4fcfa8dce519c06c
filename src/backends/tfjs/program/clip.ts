import type { Clip } from '../../../schema/train';

/** The function `clipGradients` of the generated program. */
export function clipCode({ by, limit }: Clip): string {
  return by === 'value'
    ? `
/** Cuts off every number of the gradients at ${limit}, on both sides of zero. */
function clipGradients(gradients: tf.NamedTensorMap): void {
  for (const [name, gradient] of Object.entries(gradients)) gradients[name] = gradient.clipByValue(-${limit}, ${limit});
}`
    : `
/** Shortens all gradients together to a length of ${limit}, where they are longer. */
function clipGradients(gradients: tf.NamedTensorMap): void {
  const squares = Object.values(gradients).map((gradient) => gradient.square().sum());
  const share = tf.minimum(1, tf.div(${limit}, tf.addN(squares).sqrt()));
  for (const [name, gradient] of Object.entries(gradients)) gradients[name] = gradient.mul(share);
}`;
}
