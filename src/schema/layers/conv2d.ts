import { defineLayer } from '../layer';
import { convolution } from './convolution';

export const conv2d = defineLayer({
  doc: 'Two-dimensional convolution: `height x width x channels` becomes `rows x columns x filters`.',
  takes: ['image'],
  ...convolution(['height', 'width']),
});
