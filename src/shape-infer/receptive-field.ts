import { type SpatialAxis, spatialAxisNames } from '../dimensions/axis';
import { axisOf, type Shape, spatialAxes } from '../dimensions/dimension';
import type { AxisField, ReceptiveField, Typing } from '../graph/typed-graph';
import type { Reach } from '../schema/layer';

type Input = Pick<Typing, 'output' | 'receptiveField'>;

const OWN_CELL: AxisField = { size: 1, jump: 1 };

const NO_WINDOW: Reach = {};

/** The receptive field of an input: one cell, with stride one. */
export function ownCell(input: Shape): ReceptiveField {
  return Object.fromEntries(spatialAxes(input).map(({ axis }) => [axis, OWN_CELL]));
}

/**
 * The receptive field of a layer's output. Along each axis: size + (extent - 1) * stride of the input, and the product of the
 * strides; of several inputs, the largest counts, but the stride of one that is repeated along the axis does not. Source: Araujo,
 * Norris and Sim, "Computing receptive fields of convolutional neural networks", Distill (2019).
 */
export function receptiveField(inputs: readonly Input[], reach: Reach = NO_WINDOW): ReceptiveField {
  const [first, ...others] = inputs;
  const same = reach === NO_WINDOW && others.every((input) => input.receptiveField === first?.receptiveField);
  if (first && same) return first.receptiveField;
  if (reach === 'all') return 'all';
  const fields: { [A in SpatialAxis]?: AxisField } = {};
  for (const { receptiveField: field } of inputs) {
    if (field === 'all') return 'all';
    for (const axis of spatialAxisNames) if (field[axis]) fields[axis] ??= widened(axis, inputs, reach);
  }
  return fields;
}

function widened(axis: SpatialAxis, inputs: readonly Input[], reach: Exclude<Reach, 'all'>): AxisField {
  const { extent, stride, from = axis } = reach[axis] ?? { extent: 1, stride: 1 };
  let [size, jump, most] = [0, 0, 0];
  for (const { output, receptiveField: field } of inputs) {
    const own = field === 'all' ? undefined : field[from];
    if (!own) continue;
    size = Math.max(size, own.size);
    const cells = inputs.length === 1 ? 1 : axisOf(output, from).value;
    jump = cells > most ? own.jump : cells === most ? Math.max(jump, own.jump) : jump;
    most = Math.max(most, cells);
  }
  return { size: size + (extent - 1) * jump, jump: jump * stride };
}
