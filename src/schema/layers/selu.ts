import { defineLayer } from '../layer';

/** The slope above 0, and the factor of the exponential part. Source: the paper below, for mean 0 and variance 1. */
export const seluNumbers = { scale: 1.0507009873554805, alpha: 1.6732632423543772 };

/** Source: Klambauer, Unterthiner, Mayr and Hochreiter, "Self-Normalizing Neural Networks" (2017); ONNX Selu. */
export const selu = defineLayer({
  doc: '`1.0507 * x` for values above 0, otherwise `1.0507 * 1.6733 * (exp(x) - 1)`, with the numbers of the paper to all their digits; the gradient at 0 is 1.7581, as in PyTorch and tfjs, where TensorFlow has 1.0507. Self-normalising nets start from `kernel_initializer: lecun_normal`. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
