/** Source: Szegedy et al. (2016), section 3.3. */
export const scale = `
/** Multiplies each value by a fixed factor. */
class Scale extends tf.layers.Layer {
  static readonly className = 'Scale';
  private readonly factor: number;

  constructor(options: { name?: string; factor: number }) {
    super(options);
    this.factor = options.factor;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.mul(onlyTensor(inputs), this.factor);
  }
}`;
