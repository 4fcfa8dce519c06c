import { channelsOf, product, valuesOf } from '../../dimensions/dimension';
import { int } from '../field';
import { defineLayer } from '../layer';
import { biasFields, biasWeight, kernelFields, kernelWeight } from '../weight-fields';
import { convolving, steps, zeros } from './convolution';
import { plane, reachOf, slideWindow } from './window-layer';

/** Source: Chollet, "Xception" (2017): a depthwise convolution followed directly by a 1 x 1 convolution. */
export const separableConv2d = defineLayer({
  doc: 'A separate convolution for each channel, followed by a 1 x 1 convolution over all channels: `height x width x channels` becomes `rows x columns x filters`.',
  takes: ['image'],
  traits: { ...convolving(plane), channels: 'filters' },
  fields: {
    filters: int({ doc: 'Channels of the output.', minimum: 1 }),
    ...steps(plane),
    multiplier: int({ doc: 'Output channels of the first convolution per input channel.', minimum: 1, default: 1 }),
    padding: zeros(plane),
    ...biasFields,
    ...kernelFields,
  },
  infer(input, attributes, rule) {
    const { filters, kernel, multiplier } = attributes;
    const { value: channels } = channelsOf(input);
    const { places } = slideWindow(input, attributes, rule);
    const [area, count] = [product(kernel), product(valuesOf(places))];
    const between = channels * multiplier;
    const depthwise = { fanIn: area, fanOut: area * multiplier };
    return {
      output: [...places, rule.given('channels', 'filters', filters)],
      weights: {
        depthwise_kernel: kernelWeight([...kernel, channels, multiplier], depthwise, attributes),
        pointwise_kernel: kernelWeight([1, 1, between, filters], { fanIn: between, fanOut: filters }, attributes),
        ...biasWeight(filters, attributes),
      },
      macs: (area * between + between * filters) * count,
      reach: reachOf(plane, attributes),
      intermediates: between * count,
    };
  },
});
