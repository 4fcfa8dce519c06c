import { valuesOf } from '../../dimensions/dimension';
import { defineLayer } from '../layer';

/** Source: ONNX Concat along channels. */
export const concat = defineLayer({
  doc: 'Joins values along channels (or features), in the order of the paths: `height x width x a` and `height x width x b` become `height x width x (a + b)`.',
  fields: {},
  join: true,
  infer(inputs, _attributes, rule) {
    const [first = []] = inputs;
    const outer = first.slice(0, -1);
    const fits = inputs.every(
      (shape) => shape.length === first.length && outer.every((size, axis) => size.value === shape[axis]?.value),
    );
    if (!fits) rule.fail('shape/concat', { shapes: inputs.map(valuesOf) });
    const channels = inputs.flatMap((shape) => shape.at(-1) ?? []);
    const values = valuesOf(channels);
    const total = values.reduce((sum, value) => sum + value, 0);
    return { output: [...outer, rule.derive(total, values.join(' + '), channels)] };
  },
});
