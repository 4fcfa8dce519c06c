import { type LayerFixture, numbers } from '../../fixtures/pytorch/fixtures';
import type { Results } from './run-fixture';

/** A deliberately wrong lowering, and the fixture that must detect it. */
export interface Control {
  readonly wrong: string;
  /** Name of the fixture. */
  readonly of: string;
  /** Instead of the fixture's own. */
  readonly layers?: readonly unknown[];
  readonly spoil?: (results: Results, fixture: LayerFixture) => Results;
}

const conv = (attributes: object) => [{ conv2d: { filters: 4, ...attributes }, name: 'c' }];

export const controls: readonly Control[] = [
  {
    wrong: '`same` with the odd cell in front',
    of: 'conv2d same, stride 2, even size',
    layers: conv({ kernel: 3, stride: 2, padding: [1, 0, 1, 0] }),
  },
  {
    wrong: '`same` as symmetric padding',
    of: 'conv2d same, stride 2, even size',
    layers: conv({ kernel: 3, stride: 2, padding: 1 }),
  },
  {
    wrong: 'pads in another order',
    of: 'conv2d four different pads',
    layers: conv({ kernel: 3, padding: [1, 0, 3, 2] }),
  },
  {
    wrong: 'dilation left out',
    of: 'conv2d dilation 2, same',
    layers: conv({ kernel: 3, padding: 'same' }),
  },
  {
    wrong: 'a group of neighbouring channels more',
    of: 'group_norm',
    layers: [{ group_norm: { groups: 2 }, name: 'n' }],
  },
  {
    wrong: 'instances normalised together',
    of: 'instance_norm',
    layers: [{ group_norm: { groups: 1 }, name: 'n' }],
  },
  {
    wrong: 'causal padding at the end',
    of: 'conv1d causal',
    layers: [{ conv1d: { filters: 4, kernel: 3, padding: [0, 2] }, name: 'c' }],
  },
  {
    wrong: 'causal padding without the dilation',
    of: 'conv1d causal, dilation 2',
    layers: [{ conv1d: { filters: 4, kernel: 3, dilation: 2, padding: [2, 2] }, name: 'c' }],
  },
  {
    wrong: 'values joined in another order',
    of: 'concat along length',
    layers: [{ branch: { b: [], a: [{ max_pool1d: { kernel: 2 } }], c: ['tanh'] } }, { concat: { axis: 'length' } }],
  },
  {
    wrong: 'a slice that keeps its end',
    of: 'slice of height',
    layers: [{ slice: { axis: 'height', start: 2, end: 4 } }],
  },
  {
    wrong: 'channels shuffled the other way round',
    of: 'channel_shuffle of three groups, one sample',
    layers: [{ channel_shuffle: { groups: 2 } }],
  },
  {
    wrong: 'cropping in another order',
    of: 'crop2d of four sides',
    layers: [{ crop2d: { cropping: [1, 2, 3, 0] } }],
  },
  {
    wrong: 'the inverse permutation',
    of: 'permute of a cube',
    layers: [{ permute: { axes: ['width', 'channels', 'height'] } }],
  },
  {
    wrong: 'blocks in the other order',
    of: 'space_to_depth',
    layers: [{ space_to_depth: { block: 2, order: 'crd' } }],
  },
  {
    wrong: 'channels in the other order',
    of: 'depth_to_space crd',
    layers: [{ depth_to_space: { block: 2, order: 'dcr' } }],
  },
  {
    wrong: 'a mean of channels',
    of: 'reduce_max of channels, ties',
    layers: ['reduce_mean'],
  },
  {
    wrong: 'corners that are not aligned',
    of: 'upsample2d with aligned corners',
    layers: [{ upsample2d: { factor: 2, interpolation: 'bilinear' } }],
  },
  {
    wrong: 'a mean of windows',
    of: 'adaptive_max_pool2d that does not divide',
    layers: [{ adaptive_avg_pool2d: { size: [3, 2] } }],
  },
  {
    wrong: 'a difference the other way round',
    of: 'subtract',
    layers: [{ branch: { p1: ['sigmoid'], p0: ['tanh'] } }, 'subtract'],
  },
  {
    wrong: 'the gradient of equal values to the last of them',
    of: 'maximum of equal values',
    layers: [
      {
        branch: {
          p0: ['tanh'],
          p1: [{ leaky_relu: { slope: 2 } }, { scale: { factor: 2 } }],
          p2: [{ scale: { factor: 2 } }],
        },
      },
      'maximum',
    ],
  },
  {
    wrong: 'max pool over zeros',
    of: 'max_pool2d padding 1, negative',
    layers: [{ zero_pad2d: { padding: 1 } }, { max_pool2d: { kernel: 3, stride: 2 } }],
  },
  {
    wrong: 'padding counted in the mean',
    of: 'avg_pool2d padding does not count',
    layers: [{ avg_pool2d: { kernel: 3, stride: 1, padding: 1, count_include_pad: true } }],
  },
  {
    wrong: 'padding left out of the mean',
    of: 'avg_pool2d same counts, stride 2',
    layers: [{ avg_pool2d: { kernel: 3, stride: 2, padding: 'same', count_include_pad: false } }],
  },
  {
    wrong: 'the biased running variance',
    of: 'batch_norm of features, in training',
    spoil: withBiasedVariance,
  },
  {
    wrong: 'momentum as the share of the new value',
    of: 'batch_norm in training',
    layers: [{ batch_norm: { momentum: 0.01 }, name: 'n' }],
  },
  {
    wrong: 'epsilon of other frameworks',
    of: 'batch_norm in inference',
    layers: [{ batch_norm: { epsilon: 1e-5 }, name: 'n' }],
  },
  { wrong: 'sigmoid for softmax', of: 'softmax of features', layers: ['sigmoid'] },
  {
    wrong: 'paths in another order',
    of: 'concat of features',
    layers: [{ branch: { b: ['tanh'], a: [{ dense: { units: 3 }, name: 'f' }] } }, 'concat'],
  },
];

/** As if the running variance were updated with the biased variance of the batch, which is smaller by (n - 1) / n. */
function withBiasedVariance(results: Results, { input, weights }: LayerFixture): Results {
  const key = 'n/moving_variance';
  const momentum = 0.75;
  const [count = 0] = input.shape;
  const before = numbers(weights[key] ?? { shape: [], seed: 0 });
  const after = results.get(`statistic/${key}`) ?? [];
  const biased = Array.from(after, (value, index) => {
    const kept = momentum * (before[index] ?? 0);
    return kept + (value - kept) * ((count - 1) / count);
  });
  return new Map([...results, [`statistic/${key}`, biased]]);
}
