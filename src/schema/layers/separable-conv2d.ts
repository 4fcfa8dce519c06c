import { product } from '../../dimensions/dimension';
import { int, padding, pair } from '../field';
import { defineLayer } from '../layer';
import { biasFields, biasWeight, kernelFields, kernelWeight } from '../weight-fields';
import { imageOf, reachOf, slideWindow } from './window-layer';

/** Source: Chollet, "Xception" (2017): a depthwise convolution, then one of 1 x 1, with nothing in between. */
export const separableConv2d = defineLayer({
  doc: 'A convolution of each channel alone, then one of 1 x 1 over all: `height x width x channels` becomes `rows x columns x filters`.',
  fields: {
    filters: int({ doc: 'Channels of the output.', minimum: 1 }),
    kernel: pair({ doc: 'Size of the window.', minimum: 1 }),
    stride: pair({ doc: 'Step of the window.', minimum: 1, default: 1 }),
    dilation: pair({ doc: 'Distance between the cells that the window reads.', minimum: 1, default: 1 }),
    multiplier: int({ doc: 'Channels that the first convolution makes of each.', minimum: 1, default: 1 }),
    padding: padding({ doc: 'Cells of zeros around the input.', default: 'valid' }),
    ...biasFields,
    ...kernelFields,
  },
  infer([input = []], attributes, rule) {
    const { filters, kernel, multiplier } = attributes;
    const [height, width, channels] = imageOf('separable_conv2d', input, rule);
    const { rows, columns } = slideWindow(height, width, attributes, rule);
    const [area, places] = [product(kernel), rows.value * columns.value];
    const between = channels.value * multiplier;
    const depthwise = { fanIn: area, fanOut: area * multiplier };
    return {
      output: [rows, columns, rule.given('filters', filters)],
      weights: {
        depthwise_kernel: kernelWeight([...kernel, channels.value, multiplier], depthwise, attributes),
        pointwise_kernel: kernelWeight([1, 1, between, filters], { fanIn: between, fanOut: filters }, attributes),
        ...biasWeight(filters, attributes),
      },
      macs: (area * between + between * filters) * places,
      reach: reachOf(attributes),
      intermediates: between * places,
    };
  },
});
