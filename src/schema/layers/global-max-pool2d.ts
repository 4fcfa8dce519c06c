import { defineLayer } from '../layer';
import { poolAll } from './pool';

/** Source: ONNX GlobalMaxPool, without the axes of size 1. */
export const globalMaxPool2d = defineLayer({
  doc: 'The largest value over height and width: `height x width x channels` becomes `channels` features. Among equal values, the first receives the gradient.',
  takes: ['image'],
  fields: {},
  infer: poolAll,
});
