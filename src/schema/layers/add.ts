import { valuesOf } from '../../dimensions/dimension';
import { defineLayer } from '../layer';

/** Source: ONNX Sum without broadcasting. */
export const add = defineLayer({
  doc: 'The sum of values of the same shape, such as a residual connection. The shape stays.',
  fields: {},
  join: true,
  infer(inputs, _attributes, rule) {
    const [first = []] = inputs;
    const fits = inputs.every(
      (shape) => shape.length === first.length && first.every((size, axis) => size.value === shape[axis]?.value),
    );
    if (!fits) rule.fail('shape/add', { shapes: inputs.map(valuesOf) });
    return { output: first };
  },
});
