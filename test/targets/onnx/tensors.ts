import { product } from '../../../src/dimensions/dimension';
import type { Values } from '../job';

/** A tensor with its axes in another order: axis `i` of the result is axis `order[i]`. */
export function transposed({ shape, values }: Values, order: readonly number[]): Values {
  const sizes = order.map((axis) => shape[axis] as number);
  const strides = order.map((axis) => product(shape.slice(axis + 1)));
  const moved = Float32Array.from(values, (_, index) => {
    let [rest, from] = [index, 0];
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += (rest % (sizes[axis] as number)) * (strides[axis] as number);
      rest = Math.floor(rest / (sizes[axis] as number));
    }
    return values[from] as number;
  });
  return { shape: sizes, values: moved };
}

export function reshaped({ values }: Values, shape: readonly number[]): Values {
  return { shape, values };
}

/** Batch x channels x places becomes batch x places x channels. */
export function channelsLast(tensor: Values): Values {
  const places = tensor.shape.slice(2).map((_, index) => index + 2);
  return transposed(tensor, [0, ...places, 1]);
}

/** Batch x places x channels becomes batch x channels x places. */
export function channelsFirst(tensor: Values): Values {
  const last = tensor.shape.length - 1;
  const places = tensor.shape.slice(1, -1).map((_, index) => index + 1);
  return transposed(tensor, [0, last, ...places]);
}

/** A kernel of ONNX, with the two axes of its channels before those of its window, as modelc stores it. */
export function kernelOf(tensor: Values, channels: readonly [first: number, last: number] = [1, 0]): Values {
  return transposed(tensor, [...tensor.shape.slice(2).map((_, index) => index + 2), ...channels]);
}

/** A tensor of one number, or of one axis of size 1, repeated to `size` numbers. */
export function repeated({ values }: Values, size: number): Values {
  return {
    shape: [size],
    values: Float32Array.from({ length: size }, (_, index) => values[index % values.length] ?? 0),
  };
}

export function scaled({ shape, values }: Values, factor: number): Values {
  return { shape, values: Float32Array.from(values, (value) => value * factor) };
}
