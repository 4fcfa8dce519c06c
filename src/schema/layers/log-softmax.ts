import { defineLayer } from '../layer';

/** Source: ONNX LogSoftmax with axis -1. */
export const logSoftmax = defineLayer({
  doc: 'The logarithm of `softmax` along the last axis (channels or features), computed without taking the logarithm of small numbers. PyTorch has the channels first and gets its axis as `dim`; before opset 13, ONNX normalises over all axes from 1 on. The loss `softmax_cross_entropy` applies it itself. Does not change the shape.',
  takes: 'any',
  traits: { activation: true },
  fields: {},
  infer: (input) => ({ output: input }),
});
