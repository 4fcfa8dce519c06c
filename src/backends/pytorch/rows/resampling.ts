import { apply, method, option, type Row, type Value } from '../row';
import { pairText } from './padding';

/** By a pool and not by `amax`, which shares the gradient among equal values. */
export const globalMaxPool2d: Row<'global_max_pool2d'> = () => ({
  forward: ([input]) =>
    apply('torch.flatten', [{ ...apply('F.adaptive_max_pool2d', [input as Value], '1'), typed: true }], '1'),
});

export const globalAvgPool2d: Row<'global_avg_pool2d'> = () => ({
  forward: ([input]) => method(input as Value, 'mean((2, 3))'),
});

export const adaptiveAvgPool2d: Row<'adaptive_avg_pool2d'> = ({ attributes, pair }) => ({
  forward: ([input]) => apply('F.adaptive_avg_pool2d', [input as Value], pair('size', attributes.size)),
});

/** Whether PyTorch's `nearest`, which multiplies by 1 / factor in single precision, may fall one cell short. */
function fallsShort(factor: number): boolean {
  return Math.fround(1 / factor) * factor < 1;
}

export const upsample2d: Row<'upsample2d'> = ({ attributes, pair }) => {
  const { factor, interpolation } = attributes;
  if (pairText(...factor) === '1') return {};
  const nearest = factor.some(fallsShort) ? 'mode="nearest-exact"' : undefined;
  const mode = interpolation === 'bilinear' ? 'mode="bilinear"' : nearest;
  return {
    forward: ([input]) =>
      apply('F.interpolate', [input as Value], option('scale_factor', pair('factor', factor)), mode),
  };
};
