import type { ReceptiveField } from '../graph/typed-graph';
import type { Reach } from '../schema/layer';

/** What an input sees of itself: one cell, a step apart. */
export const OWN_CELL: ReceptiveField = { size: [1, 1], jump: [1, 1] };

/**
 * How much of the model's input one value of a layer's output depends on. Along each axis: size + (extent - 1) * jump, and the jump
 * times the stride; the largest of several inputs counts. Source: Araujo, Norris and Sim, "Computing receptive fields of
 * convolutional neural networks", Distill (2019).
 */
export function receptiveField(inputs: readonly ReceptiveField[], reach: Reach | undefined): ReceptiveField {
  if (reach === 'all' || inputs.includes('all')) return 'all';
  const [only, second] = inputs;
  if (only && !second && !reach) return only;
  const known = inputs.filter((field) => field !== 'all');
  const largest = (key: 'size' | 'jump', axis: 0 | 1): number => Math.max(...known.map((field) => field[key][axis]));
  const { extent, stride } = reach ?? { extent: [1, 1], stride: [1, 1] };
  const size = (axis: 0 | 1): number => largest('size', axis) + (extent[axis] - 1) * largest('jump', axis);
  const jump = (axis: 0 | 1): number => largest('jump', axis) * stride[axis];
  return { size: [size(0), size(1)], jump: [jump(0), jump(1)] };
}
