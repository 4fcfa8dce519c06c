import { defineLayer } from '../layer';

/** Source: ONNX Softmax with axis -1. */
export const softmax = defineLayer({
  doc: '`exp(x)` over its sum along the last axis (channels or features). The shape stays.',
  takes: 'any',
  traits: { activation: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
