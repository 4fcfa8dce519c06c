import { product, spatialAxes, valuesOf } from '../../dimensions/dimension';
import { number } from '../field';
import { defineLayer } from '../layer';
import { trainable } from '../weight-fields';
import { affineFields, affineWeights } from './channel-weights';

/** Source: Ulyanov, Vedaldi and Lempitsky (2016); ONNX InstanceNormalization. Uses the biased variance, and no running statistics. */
export const instanceNorm = defineLayer({
  doc: 'Instance normalisation: normalises each channel of each sample by its mean and biased variance over all positions, in training and inference. It scales and shifts by default, as the other norms do and as in Keras; PyTorch by default does neither: `center: false, scale: false`. Does not change the shape.',
  takes: ['sequence', 'image', 'volume'],
  traits: { ignoresBias: true, normalises: (shape) => product(valuesOf(spatialAxes(shape))) },
  fields: {
    epsilon: number({
      doc: 'Added to the variance before taking the square root. Keras has 0.001.',
      exclusiveMinimum: 0,
      default: 0.00001,
    }),
    ...affineFields,
    trainable: trainable(),
  },
  infer: (input, attributes) => ({ output: input, weights: affineWeights(input, attributes), reach: 'all' }),
});
