import { product } from '../../dimensions/dimension';
import { flag, int, padding, pair } from '../field';
import { defineLayer } from '../layer';
import { imageOf, slideWindow } from './window-layer';

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
    bias: flag({ doc: 'Adds one number for each filter; starts at zero.', default: true }),
  },
  infer([input = []], attributes, rule) {
    const { filters, kernel, groups, bias } = attributes;
    const [height, width, channels] = imageOf('conv2d', input, rule);
    if (channels.value % groups !== 0)
      rule.fail('shape/groups', { groups, of: 'input channels', count: channels.value }, 'groups');
    if (filters % groups !== 0) rule.fail('shape/groups', { groups, of: 'filters', count: filters }, 'groups');
    const { rows, columns } = slideWindow(height, width, attributes, rule);

    const shape = [...kernel, channels.value / groups, filters];
    const area = product(kernel);
    const initializer = {
      type: 'glorot_normal',
      fanIn: (area * channels.value) / groups,
      fanOut: area * filters,
    } as const;
    return {
      output: [rows, columns, rule.given('filters', filters)],
      weights: {
        kernel: { shape, initializer, trainable: true },
        ...(bias && { bias: { shape: [filters], initializer: { type: 'zeros' }, trainable: true } }),
      },
      macs: product(shape) * rows.value * columns.value,
    };
  },
});
