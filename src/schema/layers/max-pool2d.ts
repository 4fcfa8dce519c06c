import { defineLayer } from '../layer';
import { maxPool } from './pool';

export const maxPool2d = defineLayer({
  doc: 'The largest value of each window: `height x width x channels` becomes `rows x columns x channels`.',
  takes: ['image'],
  ...maxPool(['height', 'width']),
});
