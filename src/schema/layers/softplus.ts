import { defineLayer } from '../layer';

/** Source: Dugas et al. (2001); ONNX Softplus. */
export const softplus = defineLayer({
  doc: '`log(1 + exp(x))` of each value, without overflow for large ones. PyTorch returns `x` above its `threshold` of 20, which in 32 bits is the same number. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, activation: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
