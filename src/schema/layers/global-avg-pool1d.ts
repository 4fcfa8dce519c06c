import { defineLayer } from '../layer';
import { poolAll } from './pool';

/** Source: ONNX GlobalAveragePool, without the axis of size 1. */
export const globalAvgPool1d = defineLayer({
  doc: 'The mean over the length: `length x channels` becomes `channels` features.',
  takes: ['sequence'],
  traits: { makesVector: true, family: 'global_avg_pool' },
  fields: {},
  infer: poolAll,
});
