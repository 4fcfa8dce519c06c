import { compile } from '../../src/compiler/compile';
import { tryJob } from './differential';
import { makeJob } from './job';
import { openWorkshop, type Workshop } from './targets';

/**
 * Convolutions with a lowering of their own: kernels of one cell with larger strides, of sizes where oneDNN's gradient of
 * `Conv2DBackpropFilter` was seen to be wrong, a kernel of one number, and output channels just above a multiple of 16.
 */
const layers = [
  { size: 28, channels: 3, layer: { conv2d: { filters: 4, kernel: 1, stride: 2 } } },
  { size: 24, channels: 7, layer: { conv2d: { filters: 10, kernel: 1, stride: 3 } } },
  { size: 16, channels: 5, layer: { conv2d: { filters: 13, kernel: 1, stride: 2, padding: 'same' } } },
  { size: 28, channels: 3, layer: { conv2d: { filters: 4, kernel: 1, stride: [1, 2], padding: [1, 0] } } },
  { size: 10, channels: 1, layer: { depthwise_conv2d: { kernel: 1, stride: 2, padding: 'same' } } },
  { size: 28, channels: 1, layer: { depthwise_conv2d: { kernel: 1, stride: 2, multiplier: 2, padding: [1, 0] } } },
  { size: 28, channels: 1, layer: { separable_conv2d: { filters: 3, kernel: 1, stride: 2 } } },
  { size: 2, channels: 1, layer: { separable_conv2d: { filters: 1, kernel: 1 } } },
  { size: 14, channels: 4, layer: { conv2d_transpose: { filters: 3, kernel: 1, stride: 2 } } },
  { size: 8, channels: 10, layer: { conv2d_transpose: { filters: 7, kernel: 1, stride: 3, padding: 'same' } } },
  { size: 12, channels: 6, layer: { conv2d: { filters: 20, kernel: 5 } } },
  { size: 8, channels: 5, layer: { conv2d: { filters: 17, kernel: 3, padding: 'same' } } },
  {
    size: 12,
    channels: 3,
    layer: { conv2d: { filters: 35, kernel: [3, 4], padding: [2, 1, 0, 3], dilation: [2, 1] } },
  },
  { size: 10, channels: 3, layer: { conv2d: { filters: 18, kernel: [7, 1], bias: false } } },
];

describe('convolutions with a lowering of their own', () => {
  let workshop: Workshop;
  beforeAll(async () => {
    workshop = await openWorkshop();
  });
  afterAll(() => workshop.python.close());

  const cases = layers.flatMap((net) => [1, 2, 3].map((seed) => [JSON.stringify(net.layer), seed, net] as const));
  test.each(cases)('%s, seed %i', async (_name, seed, { size, channels, layer }) => {
    const spec = {
      modelc: 1,
      input: { height: size, width: size, channels },
      layers: [{ ...layer, name: 'convolution' }],
    };
    const { graph } = compile(JSON.stringify(spec));
    if (!graph) throw new Error('the spec is wrong');
    expect((await tryJob(workshop, makeJob(graph, seed))).faults).toEqual([]);
  });
});
