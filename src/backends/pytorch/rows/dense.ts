import { call } from '../python/layout';
import { apply, permuted, type Row, type Value } from '../row';
import { biasPlacement } from './conv2d';

/** After a flatten that keeps PyTorch's order the rows of the kernel move, not the values. */
export const dense: Row<'dense'> = ({ attributes, weights, size, text, sizeFrom, order }) => {
  const units = sizeFrom('units', attributes.units);
  const code = call('nn.Linear', text(size), text(units), attributes.bias ? undefined : 'bias=False');
  const shape = weights.kernel?.shape ?? [];
  const [features = 0, outputs = 0] = shape;
  const kernel = order
    ? permuted(0, 'weight', [...order, outputs], [3, 2, 0, 1], [outputs, features])
    : permuted(0, 'weight', shape, [1, 0]);
  return {
    members: [{ suffix: '', code }],
    weights: { kernel: { ...kernel, fans: 'plain' }, ...biasPlacement(weights) },
    forward: ([input], [self]) => apply(self as string, [input as Value]),
    size: units,
    starts: true,
  };
};
