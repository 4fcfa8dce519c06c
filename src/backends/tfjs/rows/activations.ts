import { builtIn, type Row, unless } from '../layer-code';
import { literal } from '../literal';

export const leakyRelu: Row<'leaky_relu'> = ({ attributes, scalar }) => ({
  layer: builtIn('leakyReLU', { alpha: unless('0.3', scalar('slope', attributes.slope)) }),
});

/** tfjs's own has an alpha of 1. */
export const elu: Row<'elu'> = ({ attributes, scalar }) => {
  const alpha = unless('1', scalar('alpha', attributes.alpha));
  if (alpha === undefined) return { layer: builtIn('elu') };
  return { layer: { make: 'new ExponentialLinearUnit', part: 'ExponentialLinearUnit', options: { alpha } } };
};

export const gelu: Row<'gelu'> = ({ attributes }) => {
  const activation = attributes.approximate === 'tanh' ? 'gelu_new' : 'gelu';
  return { layer: builtIn('activation', { activation: literal(activation) }) };
};
