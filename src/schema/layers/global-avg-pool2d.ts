import { defineLayer } from '../layer';
import { poolAll } from './pool';

/** Source: ONNX GlobalAveragePool, without the axes of size 1. */
export const globalAvgPool2d = defineLayer({
  doc: 'The mean over height and width: `height x width x channels` becomes `channels` features.',
  takes: ['image'],
  traits: { makesVector: true, family: 'global_avg_pool' },
  fields: {},
  infer: poolAll,
});
