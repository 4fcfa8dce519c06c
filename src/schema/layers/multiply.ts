import { axesOf, channelsOf, product, type Shape, sameShape, spatialAxes, valuesOf } from '../../dimensions/dimension';
import { defineJoin } from '../layer';

/** Source: ONNX Mul; the broadcast is that of squeeze-and-excite (Hu, Shen and Sun, 2018). */
export const multiply = defineJoin({
  doc: 'The product of values of the same shape. A vector of `channels` features, or `1 x 1 x channels`, multiplies each channel of the other values.',
  takes: 'any',
  traits: { commutative: true },
  fields: {},
  infer(inputs, _attributes, rule) {
    const largest = inputs.reduce((most, shape) => (isLarger(shape, most) ? shape : most));
    const fits = inputs.every((shape) => sameShape(shape, largest) || weighs(shape, largest));
    if (!fits) rule.failJoin('shape/multiply', axesOf(largest));
    return { output: largest };
  },
});

function isLarger(shape: Shape, than: Shape): boolean {
  const count = (values: Shape): number => product(valuesOf(values));
  return shape.length === than.length ? count(shape) > count(than) : shape.length > than.length;
}

/** Whether a shape has one number per channel of a value with positions: as features, or with size one along each axis. */
function weighs(shape: Shape, value: Shape): boolean {
  const places = spatialAxes(shape);
  const single = places.length === 0 || String(axesOf(places)) === String(axesOf(spatialAxes(value)));
  return (
    value.length > 1 &&
    single &&
    places.every((size) => size.value === 1) &&
    channelsOf(shape).value === channelsOf(value).value
  );
}
