import { product, valuesOf } from '../../dimensions/dimension';
import { int, optional } from '../field';
import { defineLayer } from '../layer';

/** Source: ONNX Flatten with axis 1, in the order height, width, channels. */
export const flatten = defineLayer({
  doc: 'One vector out of all values: `height x width x channels` becomes `height * width * channels` features.',
  fields: {
    size: optional(
      int({ doc: 'Declares the features of the output, so that a wrong number is an error.', minimum: 1 }),
    ),
  },
  infer([input = []], { size }, rule) {
    const values = valuesOf(input);
    const [height, width, channels] = values;
    const sum =
      values.length === 3
        ? `${channels} ${channels === 1 ? 'channel' : 'channels'} x ${height} x ${width}`
        : values.join(' x ');
    const order = values.length === 3 ? [input[2], input[0], input[1]] : input;
    const features =
      input.length === 1 && input[0]
        ? input[0]
        : rule.derive(
            product(values),
            sum,
            order.flatMap((dimension) => dimension ?? []),
          );
    if (size !== undefined && size !== features.value) rule.mismatch('size', size, features, 'flatten-size');
    return { output: [features], reach: 'all' };
  },
});
