import { axesOfRank } from '../../dimensions/axis';
import { channelsOf, entry, product, type Shape, valuesOf, type WantedSize } from '../../dimensions/dimension';
import { sizes } from '../field';
import { defineLayer } from '../layer';

/** The channels or features with which the input would have as many values as the output. */
function fittingChannels(input: Shape, shape: readonly number[]): readonly WantedSize[] {
  const { axis, value } = channelsOf(input);
  const size = (product(shape) * value) / product(valuesOf(input));
  return Number.isInteger(size) ? [{ axis, size }] : [];
}

/** Source: ONNX Reshape, in the order height, width, channels; does not change the batch. */
export const reshape = defineLayer({
  doc: 'The same values in another shape, read and written in the order height, width, channels. Sizes that follow from the input are expressions, such as `"${in.height * in.width}"`.',
  takes: 'any',
  traits: { keepsValues: true },
  fields: {
    shape: sizes({ doc: 'Sizes of the output, without the batch.', minimum: 1 }),
  },
  infer(input, { shape }, rule) {
    const values = valuesOf(input);
    if (product(values) !== product(shape))
      rule.fail('shape/reshape', { from: values, to: shape }, 'shape', fittingChannels(input, shape));
    const axes = axesOfRank(shape.length);
    return { output: shape.map((size, index) => rule.given(entry(axes, index), 'shape', size)), reach: 'all' };
  },
});
