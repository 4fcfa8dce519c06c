import { defineLayer } from '../layer';
import { depthwiseConvolution } from './convolution';

export const depthwiseConv2d = defineLayer({
  doc: 'A separate convolution for each channel: `height x width x channels` becomes `rows x columns x channels * multiplier`.',
  takes: ['image'],
  ...depthwiseConvolution(['height', 'width']),
});
