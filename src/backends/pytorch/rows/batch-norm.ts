import { product } from '../../../dimensions/dimension';
import type { PartName } from '../parts';
import { call } from '../python/layout';
import { literal } from '../python/literal';
import { apply, asItIs, type Lowering, method, option, type Placement, permuted, type Row, type Value } from '../row';

/** The share of the new value, where modelc's is that of the old; without the dust of subtracting in doubles. */
function momentumText({ attributes: { momentum } }: Lowering<'batch_norm'>): string {
  return literal(Number((1 - momentum).toPrecision(12)));
}

function classOf({ attributes, inputs, need }: Lowering<'batch_norm'>): string {
  const [shape = []] = inputs;
  const suffix = shape.length === 3 ? '2d' : '1d';
  const part = ((): PartName | undefined => {
    if (!attributes.trainable) return `FrozenBatchNorm${suffix}`;
    return product(shape.slice(0, -1)) === 1 ? `LenientBatchNorm${suffix}` : undefined;
  })();
  if (part) need(part);
  return part ?? `nn.BatchNorm${suffix}`;
}

export const batchNorm: Row<'batch_norm'> = (lowering) => {
  const { attributes, inputs, weights, size, text, order } = lowering;
  const { center, scale, trainable } = attributes;
  const code = call(
    classOf(lowering),
    text(size),
    option('eps', lowering.scalar('epsilon', attributes.epsilon), '1e-05'),
    option('momentum', momentumText(lowering), '0.1'),
    center || scale ? undefined : 'affine=False',
  );
  const after = (self: string): string[] => [
    ...(center === scale ? [] : [`${self}.register_parameter("${center ? 'weight' : 'bias'}", None)`]),
    ...(trainable || !(center || scale) ? [] : [`${self}.requires_grad_(False)`]),
  ];
  const names = { gamma: 'weight', beta: 'bias', moving_mean: 'running_mean', moving_variance: 'running_var' };
  const placed = Object.entries(names).flatMap(([name, attribute]): [string, Placement][] => {
    const spec = weights[name];
    if (!spec) return [];
    return [[name, order ? permuted(0, attribute, order, [2, 0, 1], spec.shape) : asItIs(spec, attribute)]];
  });
  const rank = inputs[0]?.length ?? 1;
  return {
    members: [{ suffix: '', code, after }],
    weights: Object.fromEntries(placed),
    forward: ([value], [self]) => {
      const input = value as Value;
      if (rank === 1 || rank === 3) return apply(self as string, [input]);
      // Other ranks have their channels last: as many vectors.
      const sizes = inputs[0]?.join(', ');
      return method(apply(self as string, [method(input, 'flatten(0, -2)')]), `reshape(-1, ${sizes})`);
    },
  };
};
