import { entry } from '../../../dimensions/dimension';
import { transposedAxes } from '../../../dimensions/transposed-window';
import { isUnpadded, type Pad } from '../../../dimensions/window';
import { unless } from '../../source/code';
import { builtIn, type Row } from '../layer-code';
import { padsText } from './padding';
import { weightOptions } from './weights';

/** tfjs crops nothing, or as `same` does; for strides larger than the kernel, its sizes differ. */
export const conv2dTranspose: Row<'conv2d_transpose'> = ({ attributes, inputs, weights, scalar, pair }) => {
  const { kernel, stride, dilation, padding, output_padding } = attributes;
  const cuts = transposedAxes(attributes, entry(inputs, 0).slice(0, -1)).map(
    ({ before, after }): Pad => [before, after],
  );
  const options = {
    filters: scalar('filters', attributes.filters),
    kernelSize: pair('kernel', kernel),
    strides: unless('1', pair('stride', stride)),
  };
  const rest = { useBias: unless('true', scalar('bias', attributes.bias)), ...weightOptions(weights) };
  const reaches = kernel.every((cells, axis) => cells >= (stride[axis] ?? 1));
  const plain = dilation.every((distance) => distance === 1) && output_padding.every((cells) => cells === 0);
  if (reaches && plain && (padding === 'same' || isUnpadded(cuts))) {
    const how = padding === 'same' ? "'same'" : undefined;
    return { layer: builtIn('conv2dTranspose', { ...options, padding: how, ...rest }) };
  }
  const more = { dilationRate: unless('1', pair('dilation', dilation)), cropping: unless('0', padsText(cuts)) };
  return {
    layer: {
      make: 'new TransposedConvolution2d',
      part: 'TransposedConvolution2d',
      options: { ...options, ...more, ...rest },
    },
  };
};
