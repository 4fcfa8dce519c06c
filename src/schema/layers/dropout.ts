import { number } from '../field';
import { defineLayer } from '../layer';

/** Source: Srivastava et al. (2014), in the inverted form: the kept values are scaled by 1 / (1 - rate). */
export const dropout = defineLayer({
  doc: 'In training, sets each value to 0 with probability `rate` and scales the others by 1 / (1 - rate). Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, keepsValues: true, stochastic: true, modeDependent: true },
  fields: {
    rate: number({ doc: 'Probability of dropping a value.', minimum: 0, exclusiveMaximum: 1 }),
  },
  infer: (input) => ({ output: input }),
});
