import { product } from '../../dimensions/dimension';

/** The layout of a weight in a target with channels first. */
export interface WeightLayout {
  /** Axes of modelc's weight, in the target's order. */
  readonly order: readonly number[];
  /** The target's shape, if it is not that of the axes in that order. */
  readonly shape?: readonly number[];
  /**
   * For a dense kernel after a flatten: the flattened shape. modelc's rows have the channels last, the target's have them
   * first.
   */
  readonly rows?: readonly number[];
}

/** The target's shape of a weight with modelc's `shape`. */
export function storedShape({ order, shape: stored }: WeightLayout, shape: readonly number[]): readonly number[] {
  return stored ?? order.map((axis) => shape[axis] ?? 1);
}

/** Row-major values of a weight with modelc's `shape`, in the target's order. */
export function encodeWeight(layout: WeightLayout, shape: readonly number[], values: Float32Array): Float32Array {
  return permute(turnRows(layout, shape, values, 'channelsFirst'), shape, layout.order);
}

/** Values in the target's order, converted to modelc's. */
export function decodeWeight(layout: WeightLayout, shape: readonly number[], values: Float32Array): Float32Array {
  const turned = layout.order.map((axis) => shape[axis] ?? 1);
  const back = layout.order.map((_, axis) => layout.order.indexOf(axis));
  return turnRows(layout, shape, permute(values, turned, back), 'channelsLast');
}

/** The rows of `[flattened, units]` in the order of the values before the flatten. */
function turnRows(
  { rows }: WeightLayout,
  [, units = 1]: readonly number[],
  values: Float32Array,
  to: 'channelsFirst' | 'channelsLast',
): Float32Array {
  if (!rows) return values;
  const spatial = rows.slice(0, -1);
  const channels = rows.at(-1) ?? 1;
  const axes = spatial.map((_, axis) => axis);
  const last = rows.length;
  return to === 'channelsFirst'
    ? permute(values, [...spatial, channels, units], [last - 1, ...axes, last])
    : permute(values, [channels, ...spatial, units], [...axes.map((axis) => axis + 1), 0, last]);
}

/** Row-major values with their axes permuted. */
function permute(values: Float32Array, shape: readonly number[], order: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => product(shape.slice(axis + 1)));
  const sizes = order.map((axis) => shape[axis] ?? 1);
  const steps = order.map((axis) => strides[axis] ?? 1);
  const result = new Float32Array(values.length);
  const place = new Array<number>(sizes.length).fill(0);
  for (let at = 0, from = 0; at < result.length; at++) {
    result[at] = values[from] as number;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      const step = steps[axis] as number;
      place[axis] = (place[axis] as number) + 1;
      from += step;
      if ((place[axis] as number) < (sizes[axis] as number)) break;
      from -= step * (sizes[axis] as number);
      place[axis] = 0;
    }
  }
  return result;
}
