import { channelsOf } from '../../dimensions/dimension';
import { initializer, ofWeights } from '../field';
import { initializerFor } from '../initializer';
import { defineLayer } from '../layer';
import { trainable } from '../weight-fields';

/** Source: He et al., "Delving Deep into Rectifiers" (2015); ONNX PRelu. The paper advises against weight decay of the slopes. */
export const prelu = defineLayer({
  doc: '`x` for values above 0, otherwise `slope * x`, with one learned `slope` per channel (the last axis), initially 0.25; the gradient at 0 is `slope`. PyTorch does the same with `num_parameters` set to the channels, and shares one slope by default. Keras and tfjs learn one for each value, unless `shared_axes` names the others, and start at 0. Weight decay leaves the slopes out. Does not change the shape.',
  takes: 'any',
  traits: { activation: true },
  fields: {
    slope_initializer: ofWeights(initializer({ doc: 'Initial values of the slopes.', default: { constant: 0.25 } })),
    trainable: trainable(),
  },
  infer(input, { slope_initializer, trainable }) {
    const channels = channelsOf(input).value;
    const initializer = initializerFor(slope_initializer, channels, channels);
    return { output: input, weights: { slope: { shape: [channels], what: 'slope', initializer, trainable } } };
  },
});
