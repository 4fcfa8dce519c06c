import { type Shape, valuesOf } from '../../dimensions/dimension';
import { defineLayer } from '../layer';

/** Source: ONNX Mul; the broadcast is that of squeeze-and-excite (Hu, Shen and Sun, 2018). */
export const multiply = defineLayer({
  doc: 'The product of values of the same shape; `channels` features, or `1 x 1 x channels`, weigh the channels of the others.',
  fields: {},
  join: true,
  infer(inputs, _attributes, rule) {
    const largest = inputs.reduce((most, shape) => (isLarger(shape, most) ? shape : most), inputs[0] ?? []);
    const fits = inputs.every((shape) => same(shape, largest) || weighs(shape, largest));
    if (!fits) rule.fail('shape/multiply', { shapes: inputs.map(valuesOf) });
    return { output: largest };
  },
});

function isLarger(shape: Shape, than: Shape): boolean {
  const count = (values: Shape): number => values.reduce((product, { value }) => product * value, 1);
  return shape.length === than.length ? count(shape) > count(than) : shape.length > than.length;
}

function same(shape: Shape, other: Shape): boolean {
  return shape.length === other.length && shape.every(({ value }, axis) => value === other[axis]?.value);
}

/** Whether a shape has one number for each channel of an image. */
function weighs(shape: Shape, image: Shape): boolean {
  const [channels] = shape.slice(-1);
  const single = shape.slice(0, -1).every(({ value }) => value === 1);
  return (
    image.length === 3 && (shape.length === 1 || shape.length === 3) && single && channels?.value === image[2]?.value
  );
}
