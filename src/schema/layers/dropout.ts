import { number } from '../field';
import { defineLayer } from '../layer';

/** Source: Srivastava et al. (2014), in the inverted form: what is kept is scaled by 1 / (1 - rate). */
export const dropout = defineLayer({
  doc: 'In training each value is dropped with probability `rate` and the rest scaled by 1 / (1 - rate); the shape stays.',
  takes: 'any',
  traits: { elementwise: true, stochastic: true, modeDependent: true },
  fields: {
    rate: number({ doc: 'Share of the values that are dropped.', minimum: 0, exclusiveMaximum: 1 }),
  },
  infer: (input) => ({ output: input }),
});
