import { product } from '../../dimensions/dimension';
import { int, padding, pair } from '../field';
import { defineLayer } from '../layer';
import { biasFields, biasWeight, kernelFields, kernelWeight } from '../weight-fields';
import { imageOf, reachOf, slideWindow } from './window-layer';

/** Source: ONNX Conv; weights in TensorFlow's order, height x width x input channels / groups x filters. */
export const conv2d = defineLayer({
  doc: 'Two-dimensional convolution: `height x width x channels` becomes `rows x columns x filters`.',
  fields: {
    filters: int({ doc: 'Channels of the output.', minimum: 1 }),
    kernel: pair({ doc: 'Size of the window.', minimum: 1 }),
    stride: pair({ doc: 'Step of the window.', minimum: 1, default: 1 }),
    dilation: pair({ doc: 'Distance between the cells that the window reads.', minimum: 1, default: 1 }),
    groups: int({
      doc: 'Groups of channels that are convolved apart; divides input channels and filters.',
      minimum: 1,
      default: 1,
    }),
    padding: padding({ doc: 'Cells of zeros around the input.', default: 'valid' }),
    ...biasFields,
    ...kernelFields,
  },
  infer([input = []], attributes, rule) {
    const { filters, kernel, groups } = attributes;
    const [height, width, channels] = imageOf('conv2d', input, rule);
    if (channels.value % groups !== 0)
      rule.fail('shape/groups', { groups, of: 'input channels', count: channels.value }, 'groups');
    if (filters % groups !== 0) rule.fail('shape/groups', { groups, of: 'filters', count: filters }, 'groups');
    const { rows, columns } = slideWindow(height, width, attributes, rule);

    const shape = [...kernel, channels.value / groups, filters];
    const area = product(kernel);
    const fans = { fanIn: (area * channels.value) / groups, fanOut: area * filters };
    return {
      output: [rows, columns, rule.given('filters', filters)],
      weights: {
        kernel: kernelWeight(shape, fans, attributes),
        ...biasWeight(filters, attributes),
      },
      macs: product(shape) * rows.value * columns.value,
      reach: reachOf(attributes),
    };
  },
});
