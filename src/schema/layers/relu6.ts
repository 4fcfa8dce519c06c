import { defineLayer } from '../layer';

/** Source: Krizhevsky, "Convolutional deep belief networks on CIFAR-10" (2010); ONNX Clip from 0 to 6. */
export const relu6 = defineLayer({
  doc: '`min(max(x, 0), 6)` of each value; the gradient at 0 and at 6 is 0. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true, monotone: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
