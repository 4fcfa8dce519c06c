import { defineLayer } from '../layer';

/** Source: ONNX Softmax with axis -1. */
export const softmax = defineLayer({
  doc: '`exp(x)` divided by its sum along the last axis (channels or features). Does not change the shape.',
  takes: 'any',
  traits: { activation: true, distribution: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
