import { channelsOf } from '../../dimensions/dimension';
import { number, ofWeights } from '../field';
import { defineLayer } from '../layer';
import { trainable } from '../weight-fields';

/** Source: Touvron et al. (2021), section 2. */
export const layerScale = defineLayer({
  doc: 'Multiplies each channel by a learned `gamma`. Put it at the end of a path, before the `add`: with a small initial value, the path starts close to nothing. Does not change the shape.',
  takes: 'any',
  fields: {
    initial: ofWeights(
      number({ doc: 'Initial value of `gamma`: 0.000001 in ConvNeXt, 0.00001 in CaiT.', default: 0.000001 }),
    ),
    trainable: trainable(),
  },
  infer: (input, { initial, trainable }) => ({
    output: input,
    weights: {
      gamma: {
        shape: [channelsOf(input).value],
        what: 'norm',
        initializer: { type: 'constant', value: initial },
        trainable,
      },
    },
  }),
});
