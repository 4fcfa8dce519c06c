import { defineLayer } from '../layer';
import { avgPool } from './pool';

export const avgPool2d = defineLayer({
  doc: 'The mean of each window: `height x width x channels` becomes `rows x columns x channels`.',
  takes: ['image'],
  ...avgPool(['height', 'width']),
});
