import { product } from '../../dimensions/dimension';
import { int, padding, pair } from '../field';
import { defineLayer } from '../layer';
import { biasFields, biasWeight, kernelFields, kernelWeight } from '../weight-fields';
import { imageOf, reachOf, slideWindow } from './window-layer';

/** Source: ONNX Conv with a group for each channel; weights in TensorFlow's order, height x width x channels x multiplier. */
export const depthwiseConv2d = defineLayer({
  doc: 'A convolution of each channel alone: `height x width x channels` becomes `rows x columns x channels * multiplier`.',
  fields: {
    kernel: pair({ doc: 'Size of the window.', minimum: 1 }),
    stride: pair({ doc: 'Step of the window.', minimum: 1, default: 1 }),
    dilation: pair({ doc: 'Distance between the cells that the window reads.', minimum: 1, default: 1 }),
    multiplier: int({ doc: 'Channels that become of each.', minimum: 1, default: 1 }),
    padding: padding({ doc: 'Cells of zeros around the input.', default: 'valid' }),
    ...biasFields,
    ...kernelFields,
  },
  infer([input = []], attributes, rule) {
    const { kernel, multiplier } = attributes;
    const [height, width, channels] = imageOf('depthwise_conv2d', input, rule);
    const { rows, columns } = slideWindow(height, width, attributes, rule);
    const shape = [...kernel, channels.value, multiplier];
    const area = product(kernel);
    const count = channels.value * multiplier;
    const outputs =
      multiplier === 1
        ? channels
        : rule.derive(count, `${channels.value} * ${multiplier}`, [channels, rule.given('multiplier', multiplier)]);
    return {
      output: [rows, columns, outputs],
      weights: {
        kernel: kernelWeight(shape, { fanIn: area, fanOut: area * multiplier }, attributes),
        ...biasWeight(count, attributes),
      },
      macs: product(shape) * rows.value * columns.value,
      reach: reachOf(attributes),
    };
  },
});
