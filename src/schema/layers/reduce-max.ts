import { defineLayer } from '../layer';
import { reduceAlong, reduceFields } from './reduce-layer';

/** Source: ONNX ReduceMax over one axis, with `keepdims`. */
export const reduceMax = defineLayer({
  doc: 'The largest number along one axis, which stays with size 1: over channels, `height x width x channels` becomes `height x width x 1`. Of equal numbers, the first receives the gradient.',
  takes: 'any',
  fields: reduceFields,
  infer: (input, { axis }, rule) => reduceAlong(input, axis, rule),
});
