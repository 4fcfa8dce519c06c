import { channelsOf } from '../../dimensions/dimension';
import { flag, number, ofWeights } from '../field';
import { defineLayer, type WeightSpec } from '../layer';
import { trainable } from '../weight-fields';

/**
 * Normalises by the biased variance of the batch; the running variance uses the unbiased one. Source: Ioffe and Szegedy (2015);
 * ONNX BatchNormalization.
 */
export const batchNorm = defineLayer({
  doc: 'Batch normalisation of each channel (the last axis): by the statistics of the batch in training, by running statistics otherwise. Does not change the shape.',
  takes: 'any',
  traits: { ignoresBias: true, modeDependent: true },
  fields: {
    momentum: ofWeights(
      number({
        doc: 'Fraction of the old running value that each step keeps. 0.9 for the default of PyTorch, whose `momentum` is 1 minus this.',
        minimum: 0,
        maximum: 1,
        default: 0.99,
      }),
    ),
    epsilon: ofWeights(
      number({
        doc: 'Added to the variance before taking the square root. PyTorch has 0.00001.',
        exclusiveMinimum: 0,
        default: 0.001,
      }),
    ),
    center: flag({ doc: 'Adds a learned `beta` per channel, initially 0.', default: true }),
    scale: flag({ doc: 'Multiplies by a learned `gamma` per channel, initially 1.', default: true }),
    trainable: trainable(
      '`false` freezes the layer: its weights and running statistics stay, and it normalises by them in training too.',
    ),
  },
  infer(input, { center, scale, trainable }) {
    const shape = [channelsOf(input).value];
    const learned = (type: 'zeros' | 'ones'): WeightSpec => ({ shape, what: 'norm', initializer: { type }, trainable });
    const statistic = (type: 'zeros' | 'ones'): WeightSpec => ({
      shape,
      what: 'statistic',
      initializer: { type },
      trainable: false,
    });
    return {
      output: input,
      weights: {
        ...(scale && { gamma: learned('ones') }),
        ...(center && { beta: learned('zeros') }),
        moving_mean: statistic('zeros'),
        moving_variance: statistic('ones'),
      },
    };
  },
});
