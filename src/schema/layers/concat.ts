import { axesOf, axisOf, channelsOf, sameShape, shownValue, valuesOf } from '../../dimensions/dimension';
import { oneOf } from '../field';
import { defineJoin } from '../layer';

/** Source: ONNX Concat. */
export const concat = defineJoin({
  doc: 'Joins values along one axis, in the order of the paths: `height x width x a` and `height x width x b` become `height x width x (a + b)`.',
  takes: 'any',
  fields: {
    axis: oneOf(['channels', 'length', 'depth', 'height', 'width'], {
      doc: 'The axis along which they are joined; `channels` is also the features of vectors. All other axes must be the same.',
      default: 'channels',
    }),
  },
  infer(inputs, { axis }, rule) {
    const largest = inputs.reduce((most, shape) => (shape.length > most.length ? shape : most));
    const along = axis === 'channels' ? channelsOf(largest).axis : axis;
    const joinable = axesOf(largest).filter((name, _, all) => all.indexOf(name) === all.lastIndexOf(name));
    if (!joinable.includes(along))
      rule.fail('shape/no-axis', { axis: along, found: shownValue(largest), axes: joinable }, 'axis');
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
