import { call } from '../python/layout';
import { apply, asItIs, method, option, type Placement, permuted, type Row, type Value } from '../row';

/** Over all axes an image stays channels first, and so do its weights; over channels they must come last. */
export const layerNorm: Row<'layer_norm'> = (lowering) => {
  const { attributes, inputs, weights, size, text, order } = lowering;
  const { axes, center, scale, trainable } = attributes;
  const [shape = []] = inputs;
  const image = shape.length === 3;
  const all = axes === 'all' && shape.length > 1;
  const [height = 0, width = 0, channels = 0] = shape;
  const sizes = !all ? text(size) : `[${(image ? [channels, height, width] : shape).join(', ')}]`;
  const eps = option('eps', lowering.scalar('epsilon', attributes.epsilon), '0.00001');
  const offsetOnly = center && !scale;
  const options = scale ? (center ? undefined : 'bias=False') : 'elementwise_affine=False';
  const member = offsetOnly
    ? { suffix: 'bias', code: call('nn.Parameter', `torch.zeros(${all ? sizes.slice(1, -1) : sizes})`) }
    : { suffix: '', code: call('nn.LayerNorm', sizes, eps, options) };
  const frozen = !trainable && (center || scale);
  const place = (name: string, attribute: string): Record<string, Placement> => {
    const spec = weights[name];
    if (!spec) return {};
    if (all && image) return { [name]: permuted(0, attribute, spec.shape, [2, 0, 1]) };
    return { [name]: order ? permuted(0, attribute, order, [2, 0, 1], spec.shape) : asItIs(spec, attribute) };
  };
  const run = (self: string, input: Value): Value =>
    offsetOnly ? apply('F.layer_norm', [input], `${self}.shape`, `bias=${self}`, eps) : apply(self, [input]);
  return {
    members: [{ ...member, after: (self) => (frozen ? [`${self}.requires_grad_(False)`] : []) }],
    weights: { ...place('gamma', 'weight'), ...place('beta', offsetOnly ? '' : 'bias') },
    forward: ([value], [self]) => {
      const input = value as Value;
      if (!image || all || height * width === 0) return run(self as string, input);
      return method(run(self as string, method(input, 'permute(0, 2, 3, 1)')), 'permute(0, 3, 1, 2)');
    },
  };
};

/** PyTorch's alpha is that of the whole window too. */
export const lrn: Row<'lrn'> = ({ attributes, scalar }) => ({
  forward: ([input]) =>
    apply(
      'F.local_response_norm',
      [input as Value],
      scalar('size', attributes.size),
      option('alpha', scalar('alpha', attributes.alpha), '0.0001'),
      option('beta', scalar('beta', attributes.beta), '0.75'),
      option('k', scalar('bias', attributes.bias), '1'),
    ),
});
