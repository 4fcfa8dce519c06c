import { defineLayer } from '../layer';

/** Source: Howard et al., "Searching for MobileNetV3" (2019); ONNX HardSwish. */
export const hardSwish = defineLayer({
  doc: '`x * min(max(x + 3, 0), 6) / 6` of each value; the gradient at -3 is 0, and at 3 it is 1. Other frameworks compute the same. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
