import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import type { WeightSpec } from '../../schema/layer';
import type { PlacedLayer } from './frame';
import type { StateEntry } from './layer-code';

/** A weight with its names and layouts on both sides. */
export interface PlacedWeight {
  /** modelc's: `incep1/five/conv2d_2/kernel`. */
  readonly name: string;
  /** In the `state_dict`: `incep1.five_conv2d_2.weight`. */
  readonly stateKey: string;
  readonly spec: WeightSpec;
  /** PyTorch's shape. */
  readonly shape: readonly number[];
  readonly entry: StateEntry;
}

/** State that PyTorch has and modelc has not. */
export interface ConstantState {
  readonly stateKey: string;
  readonly value: number;
  readonly shape: readonly number[];
}

/** The weights of layers, by their places in the program. */
export function placedWeights(graph: TypedGraph, layers: readonly PlacedLayer[]): PlacedWeight[] {
  return layers.flatMap(({ node, code, path }) =>
    Object.entries(typingOf(graph, node.id).weights).map(([weight, spec]) => {
      const entry = code.state?.[weight];
      if (!entry) throw new Error(`${node.kind} says no place for its ${weight}`);
      const shape = entry.shape ?? entry.order.map((axis) => spec.shape[axis] ?? 1);
      return { name: `${node.name}/${weight}`, stateKey: `${path}.${entry.key}`, spec, shape, entry };
    }),
  );
}

/** What PyTorch keeps of layers beside modelc's weights. */
export function constantState(layers: readonly PlacedLayer[]): ConstantState[] {
  return layers.flatMap(({ code, path }) =>
    (code.constants ?? []).map(({ key, value, shape }) => ({ stateKey: `${path}.${key}`, value, shape })),
  );
}

/** Parameters that are not to learn: those of frozen layers, and what only PyTorch has. */
export function frozenKeys(weights: readonly PlacedWeight[], layers: readonly PlacedLayer[]): string[] {
  const statistics = /\.running_(mean|var)$/;
  const own = weights.filter(({ spec, stateKey }) => !spec.trainable && !statistics.test(stateKey));
  const theirs = layers.flatMap(({ code, path }) => (code.frozen ?? []).map((key) => `${path}.${key}`));
  return [...own.map(({ stateKey }) => stateKey), ...theirs];
}

/** Values in modelc's order as PyTorch has them. */
export function toPytorch({ spec, entry }: PlacedWeight, values: Float32Array): Float32Array {
  const rows = entry.rows ? turnRows(values, entry.rows, spec.shape[1] ?? 1, 'toPytorch') : values;
  return permute(rows, spec.shape, entry.order);
}

/** The other way round. */
export function fromPytorch({ spec, entry }: PlacedWeight, values: Float32Array): Float32Array {
  const turned = entry.order.map((axis) => spec.shape[axis] ?? 1);
  const back = entry.order.map((_, axis) => entry.order.indexOf(axis));
  const rows = permute(values, turned, back);
  return entry.rows ? turnRows(rows, entry.rows, spec.shape[1] ?? 1, 'fromPytorch') : rows;
}

/** Row-major values with their axes in another order. */
function permute(values: Float32Array, shape: readonly number[], order: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
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

/** The rows of `[height * width * channels, units]` between the order height, width, channels and channels, height, width. */
function turnRows(
  values: Float32Array,
  [height, width, channels]: readonly [number, number, number],
  units: number,
  direction: 'toPytorch' | 'fromPytorch',
): Float32Array {
  return direction === 'toPytorch'
    ? permute(values, [height, width, channels, units], [2, 0, 1, 3])
    : permute(values, [channels, height, width, units], [1, 2, 0, 3]);
}
