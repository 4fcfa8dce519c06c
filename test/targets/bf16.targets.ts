import { compile } from '../../src/compiler/compile';
import { messageOf } from '../../src/diagnostics/wording';
import { chooseEngine } from '../../src/engines/choose-engine';
import type { Tf } from '../../src/engines/engine';
import { makeTrainer } from '../../src/engines/make-trainer';
import type { TypedGraph } from '../../src/graph/typed-graph';
import type { Precision } from '../../src/schema/train';
import { loadMnist } from '../../src/training/datasets/mnist';
import { batchAt } from '../../src/training/loop/batches';
import { loadEngine } from '../backends/tfjs/support';
import { compileShipped } from '../support/shipped-specs';
import { stepSettings } from '../training/loop/support';
import { makeJob, type Results, type Values } from './job';
import { runGraph } from './run-graph';

/** Layers on images of 9 x 9 x 6, each of a kind that computes in 16 bits or passes 16-bit values on. */
const layers: Readonly<Record<string, readonly unknown[]>> = {
  conv2d: [{ conv2d: { filters: 8, kernel: 3, padding: 'same' } }],
  'conv2d with dilation, stride and groups': [
    { conv2d: { filters: 8, kernel: 3, dilation: 2, groups: 2 } },
    { conv2d: { filters: 8, kernel: 1, stride: 2 } },
  ],
  depthwise_conv2d: [{ depthwise_conv2d: { kernel: 3, stride: 2, padding: [1, 0] } }],
  separable_conv2d: [{ separable_conv2d: { filters: 8, kernel: 3, stride: [1, 2] } }],
  conv2d_transpose: [{ conv2d_transpose: { filters: 8, kernel: 3, stride: 2, padding: 'same' } }],
  'pools that reach past their end': [
    { conv2d: { filters: 8, kernel: 3 } },
    { avg_pool2d: { kernel: 3, stride: 2, padding: 1, ceil_mode: true, count_include_pad: true } },
    { max_pool2d: { kernel: 3, stride: 2, padding: 1, ceil_mode: true } },
  ],
  'batch_norm and activations': [
    { conv2d: { filters: 8, kernel: 3, bias: false } },
    { batch_norm: {} },
    { leaky_relu: {} },
    { scale: { factor: 0.3 } },
    { zero_pad2d: { padding: 1 } },
    { relu6: {} },
  ],
  'joins and functions that stay in 32 bits': [
    { branch: { a: [{ conv2d: { filters: 6, kernel: 3, padding: 'same' } }, 'sigmoid'], b: [] } },
    { multiply: {} },
    { branch: { c: [{ conv2d: { filters: 6, kernel: 1 } }], d: ['lrn'] } },
    { add: {} },
    { branch: { e: [{ conv2d: { filters: 3, kernel: 1 } }], f: [] } },
    { concat: {} },
    'layer_norm',
  ],
  'values that are moved': [
    { conv2d: { filters: 8, kernel: 3, padding: 'same' } },
    { crop2d: { cropping: [1, 0, 0, 1] } },
    { permute: { axes: ['width', 'height', 'channels'] } },
    { channel_shuffle: { groups: 2 } },
    { space_to_depth: { block: 2 } },
    { depth_to_space: { block: 2, order: 'crd' } },
    { slice: { axis: 'height', start: 1 } },
    { slice: { end: -2 } },
  ],
  'joins that repeat an axis': [
    { conv2d: { filters: 8, kernel: 3 } },
    { branch: { value: [], mask: [{ conv2d: { filters: 1, kernel: 1 } }, 'sigmoid'] } },
    { multiply: {} },
    { branch: { left: [], mean: ['global_avg_pool2d'] } },
    { subtract: {} },
    // The left one is never smaller, so that rounding does not decide which one receives the gradient.
    { branch: { above: ['relu'], below: [{ scale: { factor: -1 } }, 'relu', { scale: { factor: -1 } }] } },
    { maximum: {} },
    { branch: { first: [{ conv2d: { filters: 4, kernel: 1 } }], second: [{ conv2d: { filters: 4, kernel: 1 } }] } },
    { add: {} },
  ],
  'siblings whose gradients are joined': [
    { branch: { a: [{ conv2d: { filters: 3, kernel: 1 } }], b: [{ conv2d: { filters: 2, kernel: 1, bias: false } }] } },
    { concat: {} },
  ],
  'a classifier': [
    { conv2d: { filters: 8, kernel: 3 } },
    'relu',
    'global_avg_pool2d',
    { dense: { units: 5 } },
    'softmax',
  ],
  // No weights before the pool: of two pixels that are almost equal, rounding decides which one receives the gradient.
  'a maximum over all places': ['global_max_pool2d', { dense: { units: 5 } }],
};

function graphOf(items: readonly unknown[]): TypedGraph {
  const input = { height: 9, width: 9, channels: 6 };
  const { graph, ok, diagnostics } = compile(JSON.stringify({ modelc: 1, input, layers: items }));
  if (!graph || !ok) throw new Error(diagnostics.map(messageOf).join('; '));
  return graph;
}

/** The distance of two tensors, relative to the norm of the second. */
function apart(found: Values, wanted: Values): number {
  expect(found.shape).toEqual(wanted.shape);
  const [difference, length] = [new Float64Array(found.values.length), Float64Array.from(wanted.values)];
  for (const [index, value] of found.values.entries()) difference[index] = value - (wanted.values[index] as number);
  return Math.hypot(...difference) / Math.max(Math.hypot(...length), 1e-6);
}

/** The distance of each tensor of two results, except the image, where rounding may change which pixel receives the gradient. */
function distances(found: Results, wanted: Results): number[] {
  const outputs = wanted.outputs.map((value, index) => apart(found.outputs[index] as Values, value));
  const keys = [...wanted.gradients.keys()].filter((key) => !key.startsWith('input/'));
  const gradients = keys.map((key) => apart(found.gradients.get(key) as Values, wanted.gradients.get(key) as Values));
  return [...outputs, ...gradients];
}

describe('the graph in bf16', () => {
  let tf: Tf;
  beforeAll(async () => {
    tf = (await loadEngine()) as unknown as Tf;
  }, 120_000);

  async function both(graph: TypedGraph): Promise<number[]> {
    const job = makeJob(graph, 1);
    const exact = await runGraph(tf, job);
    return distances(await runGraph(tf, job, { precision: 'bf16' }), exact);
  }

  test.each(Object.entries(layers))('%s is that in f32, to the digits of 16 bits', async (_name, items) => {
    const found = await both(graphOf(items));
    expect(Math.max(...found)).toBeLessThan(0.05);
    // Negative control: it does compute in 16 bits.
    expect(Math.max(...found)).toBeGreaterThan(1e-4);
  });

  test('so does the Inception net, except where rounding changes a maximum in its pools', async () => {
    expect(Math.max(...(await both(inception())))).toBeLessThan(0.3);
  });

  test('the Inception net learns as in f32', async () => {
    const [full, half] = [await lossesIn('f32'), await lossesIn('bf16')];
    expect(half[0]).toBeCloseTo(full[0] as number, 1);
    expect(Math.abs((half.at(-1) as number) - (full.at(-1) as number))).toBeLessThan(0.1);
    expect(half.at(-1)).toBeLessThan(1);
    expect(half).not.toEqual(full);
  });
});

function inception(): TypedGraph {
  const { graph } = compileShipped('specs/inception-mnist.yaml');
  if (!graph) throw new Error('the spec is wrong');
  return graph;
}

/** The losses of the first steps over MNIST, each the mean of ten. */
async function lossesIn(precision: Precision): Promise<number[]> {
  const [mnist, chosen] = [loadMnist(), await chooseEngine('graph')];
  if (!mnist.ok || !chosen.ok) throw new Error('there is no MNIST, or no native engine');
  const optimizer = { type: 'sgd', learning_rate: 0.02, momentum: 0.9, nesterov: true, weight_decay: 0 } as const;
  const trainer = await makeTrainer(inception(), chosen.engine, stepSettings(optimizer, 1, { precision }));
  const means = new Array<number>(8).fill(0);
  for (let step = 0; step < 10 * means.length; step++) {
    const batch = batchAt(mnist.dataset.train, 64 * step, 64);
    const { loss } = await trainer.train(batch, optimizer.learning_rate);
    means[Math.floor(step / 10)] = (means[Math.floor(step / 10)] as number) + loss / 10;
  }
  trainer.dispose();
  return means;
}
