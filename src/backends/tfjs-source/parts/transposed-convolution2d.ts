/** A transposed convolution with dilation, numeric padding, or a stride above its kernel, which tf.layers lacks or sizes otherwise. */
export const transposedConvolution2d = `
interface TransposedConvolution2dOptions {
  name?: string;
  filters: number;
  kernelSize: number | [number, number];
  strides?: number | [number, number];
  dilationRate?: number | [number, number];
  /** Cells cut off the full output: below 0 where zeros are added. */
  cropping?: Padding;
  useBias?: boolean;
  kernelInitializer?: Initializer | string;
  biasInitializer?: Initializer | string;
  trainable?: boolean;
}

/** A transposed convolution: all that its windows reach, less \`cropping\`. tf.layers.conv2dTranspose knows 'valid' and 'same' alone. */
class TransposedConvolution2d extends tf.layers.Layer {
  static readonly className = 'TransposedConvolution2d';
  private readonly options: TransposedConvolution2dOptions;
  private kernel!: tf.LayerVariable;
  private bias?: tf.LayerVariable;

  constructor(options: TransposedConvolution2dOptions) {
    super(options);
    this.options = options;
  }

  override build(inputShape: tf.Shape): void {
    const { filters, kernelSize, useBias = true, kernelInitializer = 'glorotNormal', biasInitializer = 'zeros' } = this.options;
    const shape = [...both(kernelSize), filters, inputShape[3] ?? 0];
    this.kernel = this.addWeight('kernel', shape, 'float32', initializerOf(kernelInitializer));
    if (useBias) this.bias = this.addWeight('bias', [filters], 'float32', initializerOf(biasInitializer));
    super.build(inputShape);
  }

  override computeOutputShape([batch = null, height, width]: tf.Shape): tf.Shape {
    const [rows, columns] = this.fullSize(height ?? 0, width ?? 0);
    const [, [top, bottom], [left, right]] = cellsOf(this.options.cropping ?? 0);
    return [batch, rows - top - bottom, columns - left - right, this.options.filters];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = onlyTensor(inputs) as tf.Tensor4D;
      const { filters, strides = 1, dilationRate = 1, cropping = 0 } = this.options;
      const [batch, height, width] = input.shape;
      const [rows, columns] = this.fullSize(height, width);
      const kernel = spreadKernel(this.kernel.read() as tf.Tensor4D, both(dilationRate));
      const full = tf.conv2dTranspose(input, kernel, [batch, rows, columns, filters], strides, 'valid');
      const [, [top, bottom], [left, right]] = cellsOf(cropping);
      const reached = tf.pad(full, [[0, 0], [0, Math.max(-bottom, 0)], [0, Math.max(-right, 0)], [0, 0]]);
      const sums = tf.slice(reached, [0, top, left, 0], [batch, rows - top - bottom, columns - left - right, filters]);
      return this.bias ? sums.add(this.bias.read()) : sums;
    });
  }

  private fullSize(height: number, width: number): [number, number] {
    const { kernelSize, strides = 1, dilationRate = 1 } = this.options;
    const [kernel, stride, dilation] = [both(kernelSize), both(strides), both(dilationRate)];
    const full = (size: number, axis: 0 | 1): number => (size - 1) * stride[axis] + dilation[axis] * (kernel[axis] - 1) + 1;
    return [full(height, 0), full(width, 1)];
  }
}`;
