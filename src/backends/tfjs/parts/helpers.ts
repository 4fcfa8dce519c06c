import * as tf from '@tensorflow/tfjs-node';

/** Multiplies images along height (1) or width (2) by a matrix, given as its rows. */
export function alongAxis(images: tf.Tensor, axis: 1 | 2, matrix: number[][]): tf.Tensor {
  const first = images.transpose(axis === 1 ? [1, 0, 2, 3] : [2, 0, 1, 3]);
  const [length = 0, ...others] = first.shape;
  const product = tf.matMul(tf.tensor2d(matrix), first.reshape<tf.Tensor2D>([length, -1]));
  return product.reshape([matrix.length, ...others]).transpose(axis === 1 ? [1, 0, 2, 3] : [1, 2, 0, 3]);
}

/** Inserts zeros between the cells of a kernel, which replaces dilation. */
export function dilateKernel(kernel: tf.Tensor4D, [rows, columns]: [number, number]): tf.Tensor4D {
  const [height, width, inputs, outputs] = kernel.shape;
  return kernel
    .reshape([height, 1, width, 1, inputs, outputs])
    .pad([
      [0, 0],
      [0, rows - 1],
      [0, 0],
      [0, columns - 1],
      [0, 0],
      [0, 0],
    ])
    .reshape<tf.Tensor4D>([height * rows, width * columns, inputs, outputs])
    .slice([0, 0, 0, 0], [(height - 1) * rows + 1, (width - 1) * columns + 1, inputs, outputs]);
}

/** The length of a sequence after a convolution or pool. */
export function lengthAfter(
  length: number,
  {
    kernelSize,
    strides = 1,
    dilationRate = 1,
    padding,
  }: {
    kernelSize: number;
    strides?: number | undefined;
    dilationRate?: number | undefined;
    padding?: 'valid' | 'same' | undefined;
  },
): number {
  const reach = dilationRate * (kernelSize - 1) + 1;
  return padding === 'same' ? Math.ceil(length / strides) : Math.floor((length - reach) / strides) + 1;
}

/** Pads images with zeros as 'same' does. */
export function padSame(images: tf.Tensor4D, kernel: tf.Tensor4D, strides: [number, number]): tf.Tensor4D {
  const cells = strides.map((stride, axis): [number, number] => {
    const [size, reach] = [images.shape[axis + 1] ?? 0, kernel.shape[axis] ?? 0];
    const total = Math.max((Math.ceil(size / stride) - 1) * stride + reach - size, 0);
    return [Math.floor(total / 2), Math.ceil(total / 2)];
  });
  return tf.pad(images, [[0, 0], ...cells, [0, 0]] as Cells);
}

/** An initializer, given by name, directly, or as `configOf` describes it. */
export function initializerOf(wanted: Initializer | string): Initializer {
  if (typeof wanted === 'string') {
    const make = tf.initializers[wanted as 'zeros'] as (options: object) => Initializer;
    return make({});
  }
  if (wanted instanceof tf.serialization.Serializable) return wanted;
  const { className, config } = wanted as SavedInitializer;
  const [make, fromConfig] = tf.serialization.SerializationMap.getMap().classNameMap[className] ?? [];
  if (!make || !fromConfig) throw new Error(`there is no initializer ${className}`);
  return fromConfig(make, config) as Initializer;
}

export type Initializer = ReturnType<typeof tf.initializers.zeros>;

/** An initializer in a saved model. */
interface SavedInitializer {
  className: string;
  config: tf.serialization.ConfigDict;
}

/** The options of a layer as a saved model has them: initializers as plain data. */
export function configOf(options: object): tf.serialization.ConfigDict {
  const items = Object.entries(options).map(([key, value]) =>
    value instanceof tf.serialization.Serializable
      ? [key, { className: value.getClassName(), config: value.getConfig() }]
      : [key, value],
  );
  return Object.fromEntries(items);
}

/** Cells on each side: one number, one for each axis, or [[top, bottom], [left, right]]. */
export type Padding = number | [number, number] | [[number, number], [number, number]];

/** Cells before and after each axis: batch, height, width, channels. */
export type Cells = [[number, number], [number, number], [number, number], [number, number]];

export function cellsOf(padding: Padding): Cells {
  const [rows, columns] = Array.isArray(padding) ? padding : [padding, padding];
  return [[0, 0], both(rows), both(columns), [0, 0]];
}

/** The numbers for both axes. */
export function both(value: number | [number, number]): [number, number] {
  return Array.isArray(value) ? value : [value, value];
}

export function onlyTensor(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
  return Array.isArray(inputs) ? (inputs[0] as tf.Tensor) : inputs;
}
