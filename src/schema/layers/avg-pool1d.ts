import { defineLayer } from '../layer';
import { avgPool } from './pool';

export const avgPool1d = defineLayer({
  doc: 'The mean of each window: `length x channels` becomes `steps x channels`.',
  takes: ['sequence'],
  ...avgPool(['length']),
});
