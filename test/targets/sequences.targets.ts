import { compile } from '../../src/compiler/compile';
import { tryJob } from './differential';
import { makeJob } from './job';
import { openWorkshop, type Workshop } from './targets';

/** Edge cases of the kinds for sequences: the sizes of the input, and the layers. */
const nets: readonly (readonly [name: string, length: number, channels: number, layers: readonly unknown[]])[] = [
  ['conv1d', 7, 2, [{ conv1d: { filters: 4, kernel: 3 } }]],
  ['conv1d of one place', 7, 3, [{ conv1d: { filters: 4, kernel: 1 } }]],
  ['conv1d of one place with a stride', 28, 3, [{ conv1d: { filters: 4, kernel: 1, stride: 2 } }]],
  ['conv1d same, even kernel', 7, 2, [{ conv1d: { filters: 3, kernel: 4, padding: 'same' } }]],
  ['conv1d same, stride 2, even length', 8, 2, [{ conv1d: { filters: 3, kernel: 3, stride: 2, padding: 'same' } }]],
  ['conv1d causal', 9, 2, [{ conv1d: { filters: 3, kernel: 3, padding: 'causal' } }]],
  ['conv1d causal, dilation 4', 12, 2, [{ conv1d: { filters: 3, kernel: 3, dilation: 4, padding: 'causal' } }]],
  ['conv1d causal, stride 2', 11, 2, [{ conv1d: { filters: 3, kernel: 4, stride: 2, padding: 'causal' } }]],
  ['conv1d causal, groups', 9, 4, [{ conv1d: { filters: 6, kernel: 2, groups: 2, padding: 'causal' } }]],
  ['conv1d, padding 2', 6, 2, [{ conv1d: { filters: 3, kernel: 3, padding: 2 } }]],
  ['conv1d, two pads, stride 3', 8, 2, [{ conv1d: { filters: 3, kernel: 4, stride: 3, padding: [0, 3] } }]],
  ['conv1d, dilation 2, same', 9, 2, [{ conv1d: { filters: 3, kernel: 3, dilation: 2, padding: 'same' } }]],
  ['conv1d, groups without bias', 6, 4, [{ conv1d: { filters: 4, kernel: 3, groups: 4, bias: false } }]],
  ['conv1d, filters past a block', 10, 5, [{ conv1d: { filters: 17, kernel: 3, padding: 'same' } }]],
  ['depthwise_conv1d', 8, 3, [{ depthwise_conv1d: { kernel: 3 } }]],
  [
    'depthwise_conv1d, multiplier 2, causal',
    8,
    3,
    [{ depthwise_conv1d: { kernel: 3, multiplier: 2, padding: 'causal' } }],
  ],
  [
    'depthwise_conv1d, dilation, stride',
    12,
    3,
    [{ depthwise_conv1d: { kernel: 3, dilation: 2, stride: 2, padding: 'same' } }],
  ],
  ['max_pool1d', 7, 3, [{ max_pool1d: { kernel: 2 } }]],
  ['max_pool1d, padding 1', 8, 3, [{ max_pool1d: { kernel: 3, stride: 2, padding: 1 } }]],
  ['max_pool1d same, stride 2', 8, 3, [{ max_pool1d: { kernel: 3, stride: 2, padding: 'same' } }]],
  ['max_pool1d, two pads, ceil', 8, 3, [{ max_pool1d: { kernel: 3, stride: 2, padding: [1, 0], ceil_mode: true } }]],
  [
    'max_pool1d after relu',
    9,
    3,
    [{ conv1d: { filters: 4, kernel: 3 } }, 'relu', { max_pool1d: { kernel: 3, stride: 2 } }],
  ],
  ['avg_pool1d', 7, 3, [{ avg_pool1d: { kernel: 2 } }]],
  ['avg_pool1d, ceil', 8, 3, [{ avg_pool1d: { kernel: 3, stride: 2, ceil_mode: true } }]],
  [
    'avg_pool1d same counts',
    8,
    3,
    [{ avg_pool1d: { kernel: 3, stride: 2, padding: 'same', count_include_pad: true } }],
  ],
  [
    'avg_pool1d same does not count',
    8,
    3,
    [{ avg_pool1d: { kernel: 4, stride: 1, padding: 'same', count_include_pad: false } }],
  ],
  [
    'avg_pool1d, two pads, ceil, counts',
    9,
    3,
    [{ avg_pool1d: { kernel: 3, stride: 2, padding: [2, 0], ceil_mode: true, count_include_pad: true } }],
  ],
  ['global_avg_pool1d', 7, 3, ['global_avg_pool1d']],
  ['dense of every place', 6, 4, [{ dense: { units: 3 } }, 'relu', { dense: { units: 5, bias: false } }]],
  ['flatten before dense', 5, 3, [{ conv1d: { filters: 4, kernel: 2 } }, 'relu', 'flatten', { dense: { units: 3 } }]],
  ['flatten that is an output', 5, 3, ['flatten']],
  ['batch_norm', 6, 3, [{ batch_norm: {} }]],
  ['batch_norm of one place', 1, 3, [{ batch_norm: { momentum: 0.5 } }]],
  ['frozen batch_norm', 6, 3, [{ batch_norm: { trainable: false } }]],
  ['layer_norm', 6, 4, [{ layer_norm: {} }]],
  ['layer_norm of all', 6, 4, [{ layer_norm: { axes: 'all' } }]],
  ['softmax of every place', 6, 4, ['softmax']],
  [
    'reshape to an image and back',
    6,
    4,
    [
      { reshape: { shape: [2, 3, 4] } },
      { conv2d: { filters: 2, kernel: 2 } },
      { reshape: { shape: [2, 2] } },
      { conv1d: { filters: 3, kernel: 2 } },
    ],
  ],
  [
    'concat along length',
    6,
    4,
    [
      { branch: { a: ['relu'], b: [{ avg_pool1d: { kernel: 2 } }], c: [] } },
      { concat: { axis: 'length' } },
      { conv1d: { filters: 2, kernel: 3 } },
    ],
  ],
  [
    'concat along channels',
    6,
    4,
    [{ branch: { a: ['relu'], b: [{ conv1d: { filters: 2, kernel: 1 } }] } }, 'concat', { dense: { units: 3 } }],
  ],
  [
    'channels weighed',
    6,
    4,
    [{ branch: { a: [], b: ['global_avg_pool1d', { dense: { units: 4 } }, 'sigmoid'] } }, 'multiply'],
  ],
  [
    'residual',
    6,
    4,
    [{ branch: { a: [], b: [{ conv1d: { filters: 4, kernel: 3, padding: 'causal' } }] } }, 'add', 'gelu'],
  ],
];

describe('layers over sequences mean the same on every target', () => {
  let workshop: Workshop;
  beforeAll(async () => {
    workshop = await openWorkshop();
  }, 120_000);
  afterAll(() => workshop.python.close());

  const cases = nets.flatMap((net) => [1, 2, 3].map((seed) => [net[0], seed, net] as const));
  test.each(cases)('%s, seed %i', async (_name, seed, [, length, channels, layers]) => {
    const { graph, diagnostics } = compile(JSON.stringify({ modelc: 1, input: { length, channels }, layers }));
    if (!graph) throw new Error(JSON.stringify(diagnostics));
    expect((await tryJob(workshop, makeJob(graph, seed))).faults).toEqual([]);
  });
});
