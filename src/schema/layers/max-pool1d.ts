import { defineLayer } from '../layer';
import { maxPool } from './pool';

export const maxPool1d = defineLayer({
  doc: 'The largest value of each window: `length x channels` becomes `steps x channels`.',
  takes: ['sequence'],
  ...maxPool(['length']),
});
