import { defineLayer } from '../layer';
import { convolution } from './convolution';

export const conv1d = defineLayer({
  doc: 'One-dimensional convolution: `length x channels` becomes `steps x filters`. `causal` padding lets no output read what comes after it.',
  takes: ['sequence'],
  ...convolution(['length'], ['causal']),
});
