import { defineLayer } from '../layer';
import { depthwiseConvolution } from './convolution';

export const depthwiseConv1d = defineLayer({
  doc: 'A convolution of each channel of a sequence by itself: `length x channels` becomes `steps x channels * multiplier`.',
  takes: ['sequence'],
  ...depthwiseConvolution(['length'], ['causal']),
});
