import { defineLayer } from '../layer';

/** Source: Howard et al., "Searching for MobileNetV3" (2019); ONNX HardSigmoid with an alpha of 1/6. */
export const hardSigmoid = defineLayer({
  doc: '`min(max(x + 3, 0), 6) / 6` of each value; the gradient at -3 and at 3 is 0. As in PyTorch and Keras 3; ONNX by default, Keras before version 3 and tfjs compute `0.2 * x + 0.5`, limited to 0 and 1. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
