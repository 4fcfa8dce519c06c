import { axesOf, channelsOf, sameShape, spatialAxes, valuesOf } from '../../dimensions/dimension';
import { defineJoin } from '../layer';

/** Source: ONNX Concat along channels. */
export const concat = defineJoin({
  doc: 'Joins values along channels (or features), in the order of the paths: `height x width x a` and `height x width x b` become `height x width x (a + b)`.',
  takes: 'any',
  fields: {},
  infer(inputs, _attributes, rule) {
    const places = spatialAxes(inputs.reduce((most, shape) => (shape.length > most.length ? shape : most)));
    const fits = inputs.every((shape) => sameShape(spatialAxes(shape), places));
    if (!fits) rule.failJoin('shape/concat', axesOf(places));
    const channels = inputs.map(channelsOf);
    const values = valuesOf(channels);
    const total = values.reduce((sum, value) => sum + value, 0);
    return { output: [...places, rule.derive(channelsOf(inputs[0]).axis, total, values.join(' + '), channels)] };
  },
});
