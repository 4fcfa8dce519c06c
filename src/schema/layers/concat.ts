import { axesOf, axisOf, sameShape, valuesOf } from '../../dimensions/dimension';
import { defineJoin } from '../layer';
import { dimensionAlong, namedAxis } from './named-axis';

/** Source: ONNX Concat. */
export const concat = defineJoin({
  doc: 'Joins values along one axis, in the order of the paths: `height x width x a` and `height x width x b` become `height x width x (a + b)`.',
  takes: 'any',
  traits: { takesValueTwice: true },
  fields: {
    axis: namedAxis('The axis along which they are joined; all other axes must be the same.'),
  },
  infer(inputs, { axis }, rule) {
    const largest = inputs.reduce((most, shape) => (shape.length > most.length ? shape : most));
    const { axis: along } = dimensionAlong(largest, axis, rule);
    const others = largest.filter((size) => size.axis !== along);
    const fits = inputs.every(
      (shape) =>
        String(axesOf(shape)) === String(axesOf(largest)) &&
        sameShape(
          shape.filter((size) => size.axis !== along),
          others,
        ),
    );
    if (!fits) rule.failJoin('shape/concat', axesOf(others), axis === 'channels' ? undefined : axis);
    const joined = inputs.map((shape) => axisOf(shape, along));
    const sizes = valuesOf(joined);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    return {
      output: largest.map((size) =>
        size.axis === along ? rule.derive(along, total, sizes.join(' + '), joined) : size,
      ),
    };
  },
});
