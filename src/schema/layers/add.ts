import { axesOf, sameShape } from '../../dimensions/dimension';
import { defineJoin } from '../layer';

/** Source: ONNX Sum without broadcasting. */
export const add = defineJoin({
  doc: 'The sum of values of the same shape, as in residual connections. Does not change the shape.',
  takes: 'any',
  traits: { commutative: true },
  fields: {},
  infer(inputs, _attributes, rule) {
    const [first] = inputs;
    if (!inputs.every((shape) => sameShape(shape, first))) rule.failJoin('shape/add', axesOf(first));
    return { output: first };
  },
});
