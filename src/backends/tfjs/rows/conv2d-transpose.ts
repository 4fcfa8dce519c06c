import { spreadAxis } from '../../../dimensions/spread';
import { builtIn, type Row, unless } from '../layer-code';
import { padsText } from './padding';
import { weightOptions } from './weights';

/** tfjs cuts nothing off, or as `same` does; with a stride above the kernel its sizes are others. */
export const conv2dTranspose: Row<'conv2d_transpose'> = ({ attributes, inputs, weights, scalar, pair }) => {
  const { kernel, stride, dilation, padding, output_padding } = attributes;
  const [height = 0, width = 0] = inputs[0] ?? [];
  const [rows, columns] = [spreadAxis(height, attributes, 0), spreadAxis(width, attributes, 1)];
  const options = {
    filters: scalar('filters', attributes.filters),
    kernelSize: pair('kernel', kernel),
    strides: unless('1', pair('stride', stride)),
  };
  const rest = { useBias: unless('true', scalar('bias', attributes.bias)), ...weightOptions(weights) };
  const reaches = kernel.every((cells, axis) => cells >= (stride[axis] ?? 1));
  const plain = dilation.every((distance) => distance === 1) && output_padding.every((cells) => cells === 0);
  const cut = rows.before + rows.after + columns.before + columns.after;
  if (reaches && plain && (padding === 'same' || cut === 0)) {
    const how = padding === 'same' ? "'same'" : undefined;
    return { layer: builtIn('conv2dTranspose', { ...options, padding: how, ...rest }) };
  }
  const cropping = padsText({ top: rows.before, bottom: rows.after, left: columns.before, right: columns.after });
  const more = { dilationRate: unless('1', pair('dilation', dilation)), cropping: unless('0', cropping) };
  return {
    layer: {
      make: 'new TransposedConvolution2d',
      part: 'TransposedConvolution2d',
      options: { ...options, ...more, ...rest },
    },
  };
};
