import type { SpatialAxis } from '../dimensions/axis';
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
 * strides; of several inputs, the largest counts, but the stride of one that is repeated along the axis does not. Source: Araujo, Norris and Sim, "Computing receptive fields of convolutional
 * neural networks", Distill (2019).
 */
export function receptiveField(inputs: readonly Input[], reach: Reach = NO_WINDOW): ReceptiveField {
  const [first, ...others] = inputs.map((input) => input.receptiveField);
  if (first && reach === NO_WINDOW && others.every((field) => field === first)) return first;
  const known = inputs.flatMap(({ output, receptiveField: field }) => (field === 'all' ? [] : [{ output, field }]));
  if (reach === 'all' || known.length < inputs.length) return 'all';
  const axes = new Set(known.flatMap(({ field }) => Object.keys(field) as SpatialAxis[]));
  return Object.fromEntries([...axes].map((axis) => [axis, widened(axis, known, reach)]));
}

interface Known {
  readonly output: Shape;
  readonly field: Exclude<ReceptiveField, 'all'>;
}

function widened(axis: SpatialAxis, inputs: readonly Known[], reach: Exclude<Reach, 'all'>): AxisField {
  const { extent, stride, from = axis } = reach[axis] ?? { extent: 1, stride: 1 };
  const fields = inputs.flatMap(({ output, field: { [from]: field } }) =>
    field ? [{ ...field, cells: axisOf(output, from).value }] : [],
  );
  const most = Math.max(...fields.map(({ cells }) => cells));
  let [size, jump] = [0, 0];
  for (const field of fields) {
    size = Math.max(size, field.size);
    if (field.cells === most) jump = Math.max(jump, field.jump);
  }
  return { size: size + (extent - 1) * jump, jump: jump * stride };
}
