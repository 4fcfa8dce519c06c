import { channelsOf, entry, product, type Shape, spatialAxes, valuesOf } from '../../dimensions/dimension';
import { type TransposedWindow, transposedAxes } from '../../dimensions/transposed-window';
import { extents } from '../../dimensions/window';
import { type Fields, int, padding, perAxis } from '../field';
import { defineLayer, type Rule } from '../layer';
import { biasFields, biasWeight, kernelFields, kernelWeight } from '../weight-fields';
import { alongEach, plane } from './window-layer';

/** Source: ONNX ConvTranspose; weights in TensorFlow's order, height x width x filters x input channels. */
export const conv2dTranspose = defineLayer({
  doc: 'Transposed convolution: each cell of the input contributes to a window of the output. `height x width x channels` becomes `rows x columns x filters`.',
  takes: ['image'],
  traits: { window: { axes: plane, use: 'transposed_convolution' }, channels: 'filters' },
  fields: {
    filters: int({ doc: 'Channels of the output.', minimum: 1 }),
    kernel: perAxis(plane, { doc: 'Size of the window.', minimum: 1 }),
    stride: perAxis(plane, { doc: 'Distance between windows on the output.', minimum: 1, default: 1 }),
    dilation: perAxis(plane, { doc: 'Distance between the cells of the window.', minimum: 1, default: 1 }),
    padding: padding(plane, {
      doc: 'Cells removed from the output: `valid` removes none, `same` leaves `input * stride` cells, removing an odd cell at the end.',
      default: 'valid',
    }),
    output_padding: perAxis(plane, { doc: 'Extra cells at the end; not with `same`.', minimum: 0, default: 0 }),
    ...biasFields,
    ...kernelFields,
  },
  infer(input, attributes, rule) {
    const { filters, kernel, stride } = attributes;
    refuseOutputPadding(attributes, rule);
    const { value: channels } = channelsOf(input);
    const area = product(kernel);
    const fans = { fanIn: area * channels, fanOut: area * filters };
    const shape = [...kernel, filters, channels];
    return {
      output: [...spread(spatialAxes(input), attributes, rule), rule.given('channels', 'filters', filters)],
      weights: { kernel: kernelWeight(shape, fans, attributes), ...biasWeight(filters, attributes) },
      macs: product(shape) * product(valuesOf(spatialAxes(input))),
      reach: alongEach(plane, (index) => {
        const step = entry(stride, index);
        return { extent: Math.ceil(entry(extents(attributes), index) / step), stride: 1 / step };
      }),
    };
  },
});

function refuseOutputPadding(
  { padding, output_padding, stride, dilation }: TransposedWindow,
  rule: Rule<Fields>,
): void {
  for (const [axis, cells] of output_padding.entries()) {
    const limit = Math.max(entry(stride, axis), entry(dilation, axis)) - 1;
    if (cells > 0 && padding === 'same') rule.fail('shape/output-padding-same', {}, 'output_padding');
    if (cells > limit) rule.fail('shape/output-padding', { cells, limit }, ['output_padding', axis]);
  }
}

function spread(places: Shape, attributes: TransposedWindow, rule: Rule<Fields>): Shape {
  const spreads = transposedAxes(attributes, valuesOf(places));
  return places.map((input, index) => {
    const { size, formula } = entry(spreads, index);
    const { axis } = input;
    if (size < 1) rule.fail('shape/nothing-left', { axis, size }, 'padding');
    return size === input.value ? input : rule.derive(axis, size, formula, [input]);
  });
}
