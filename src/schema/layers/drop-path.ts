import { number } from '../field';
import { defineLayer } from '../layer';

/** Source: Huang et al. (2016), per sample and in the inverted form, as in timm's DropPath and torchvision's StochasticDepth (`row`). */
export const dropPath = defineLayer({
  doc: 'Stochastic depth: in training, sets all values of a sample to 0 with probability `rate` and scales those of the others by 1 / (1 - rate). Put it at the end of a path, before the `add`. Does not change the shape.',
  takes: 'any',
  traits: { elementwise: true, keepsValues: true, stochastic: true, modeDependent: true },
  fields: {
    rate: number({ doc: 'Probability of dropping a sample.', minimum: 0, exclusiveMaximum: 1 }),
  },
  infer: (input) => ({ output: input }),
});
