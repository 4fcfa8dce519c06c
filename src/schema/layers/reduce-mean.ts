import { defineLayer } from '../layer';
import { reduceAlong, reduceFields } from './reduce-layer';

/** Source: ONNX ReduceMean over one axis, with `keepdims`. */
export const reduceMean = defineLayer({
  doc: 'The mean along one axis, which stays with size 1: over channels, `height x width x channels` becomes `height x width x 1`, which `multiply` and `subtract` repeat. With `scale: { factor: "${in.channels}" }` before it, it is the sum.',
  takes: 'any',
  fields: reduceFields,
  infer: (input, { axis }, rule) => reduceAlong(input, axis, rule),
});
