import { type Dimension, product } from '../../dimensions/dimension';
import { type Spread, spreadAxis } from '../../dimensions/spread';
import { type Fields, int, padding, pair } from '../field';
import { defineLayer, type Rule } from '../layer';
import { biasFields, biasWeight, kernelFields, kernelWeight } from '../weight-fields';
import { imageOf } from './window-layer';

/** Source: ONNX ConvTranspose; weights in TensorFlow's order, height x width x filters x input channels. */
export const conv2dTranspose = defineLayer({
  doc: 'Transposed convolution: every cell of the input spreads over a window of the output. `height x width x channels` becomes `rows x columns x filters`.',
  fields: {
    filters: int({ doc: 'Channels of the output.', minimum: 1 }),
    kernel: pair({ doc: 'Size of the window.', minimum: 1 }),
    stride: pair({ doc: 'Step of the window over the output.', minimum: 1, default: 1 }),
    dilation: pair({ doc: 'Distance between the cells of the window.', minimum: 1, default: 1 }),
    padding: padding({
      doc: 'Cells cut off the output; `valid` cuts none, `same` all but `input * stride`, the odd one at the end.',
      default: 'valid',
    }),
    output_padding: pair({ doc: 'Cells more at the end; not with `same`.', minimum: 0, default: 0 }),
    ...biasFields,
    ...kernelFields,
  },
  infer([input = []], attributes, rule) {
    const { filters, kernel, stride, dilation } = attributes;
    const [height, width, channels] = imageOf('conv2d_transpose', input, rule);
    refuseOutputPadding(attributes, rule);
    const rows = sizeOf('height', height, 0, attributes, rule);
    const columns = sizeOf('width', width, 1, attributes, rule);
    const area = product(kernel);
    const fans = { fanIn: area * channels.value, fanOut: area * filters };
    const shape = [...kernel, filters, channels.value];
    const reads = (axis: 0 | 1): number => Math.ceil((dilation[axis] * (kernel[axis] - 1) + 1) / stride[axis]);
    return {
      output: [rows, columns, rule.given('filters', filters)],
      weights: { kernel: kernelWeight(shape, fans, attributes), ...biasWeight(filters, attributes) },
      macs: product(shape) * height.value * width.value,
      reach: { extent: [reads(0), reads(1)], stride: [1 / stride[0], 1 / stride[1]] },
    };
  },
});

function refuseOutputPadding({ padding, output_padding, stride, dilation }: Spread, rule: Rule<Fields>): void {
  for (const axis of [0, 1] as const) {
    const cells = output_padding[axis];
    const limit = Math.max(stride[axis], dilation[axis]) - 1;
    if (cells > 0 && padding === 'same') rule.fail('shape/output-padding-same', {}, 'output_padding');
    if (cells > limit) rule.fail('shape/output-padding', { cells, limit }, ['output_padding', axis]);
  }
}

function sizeOf(
  axis: 'height' | 'width',
  input: Dimension,
  index: 0 | 1,
  attributes: Spread,
  rule: Rule<Fields>,
): Dimension {
  const { size, formula } = spreadAxis(input.value, attributes, index);
  if (size < 1) rule.fail('shape/nothing-left', { axis, size }, 'padding');
  return size === input.value ? input : rule.derive(size, formula, [input]);
}
