import { planPytorch } from '../../src/backends/pytorch/emit-pytorch';
import { compile } from '../../src/compiler/compile';
import { messageOf } from '../../src/diagnostics/wording';
import type { TypedGraph } from '../../src/graph/typed-graph';
import { compileShipped } from '../support/shipped-specs';
import { differences } from './compare';
import { tryJob } from './differential';
import { makeJob, type Results } from './job';
import { judge, openWorkshop, type TargetName, targets, type Workshop } from './targets';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
}, 120_000);
afterAll(() => workshop.python.close());

function graphOf(text: string): TypedGraph {
  const { graph, ok, diagnostics } = compile(`modelc: 1\nallow: [layers/bias-before-norm]\n${text}`);
  if (!graph || !ok) throw new Error(diagnostics.map((one) => messageOf(one)).join('\n'));
  return graph;
}

const IMAGE = 'input: { height: 6, width: 5, channels: 2 }\n';
const PAIR = `inputs: { left: { height: 6, width: 5, channels: 2 }, right: { height: 6, width: 5, channels: 2 } }\n`;

/** A tower with everything that can be shared, and with sharing inside. */
const TOWER = `blocks:
  unit:
    params: { stride: 1 }
    layers:
      - conv2d: { filters: 2, kernel: 3, padding: same, stride: "\${stride}" }
      - batch_norm
  tower:
    params: { stride: 1, rate: 0 }
    layers:
      - use: unit
        name: first
      - use: unit
        name: second
        weights: first
      - branch: { bent: [{ depthwise_conv2d: { kernel: 3, padding: same } }, tanh], plain: [] }
      - add
      - dropout: { rate: "\${rate}" }
      - use: unit
        with: { stride: "\${stride}" }
        name: third
      - flatten
      - dense: { units: 4 }
      - layer_norm
`;
const JOINED = '  - concat: {}\n    from: [a, b]\n  - dense: { units: 3 }\n';

const nets: Readonly<Record<string, string>> = {
  'a layer applied twice': `${IMAGE}layers:\n  - conv2d: { filters: 2, kernel: 3, padding: same }\n    name: a\n  - tanh\n  - conv2d: { filters: 2, kernel: 3, padding: same }\n    weights: a\n`,
  'a layer applied three times to one value': `${IMAGE}layers:\n  - conv2d: { filters: 3, kernel: 1 }\n    name: a\n  - conv2d: { filters: 3, kernel: 1 }\n    from: input\n    weights: a\n    name: b\n  - conv2d: { filters: 3, kernel: 1 }\n    from: input\n    weights: a\n    name: c\n  - multiply: {}\n    from: [a, b, c]\n`,
  'one kernel with two strides and dilations': `${IMAGE}layers:\n  - conv2d: { filters: 2, kernel: 3, padding: same, dilation: 2 }\n    name: a\n  - conv2d: { filters: 2, kernel: 3, stride: 2, padding: 1 }\n    weights: a\n  - conv2d: { filters: 2, kernel: 3, padding: [1, 2, 0, 2] }\n    weights: a\n`,
  'two uses of a block': `${PAIR}${TOWER}layers:\n  - use: tower\n    name: a\n    from: left\n  - use: tower\n    name: b\n    from: right\n    weights: a\n${JOINED}`,
  'two uses of a block with other parameters': `${PAIR}${TOWER.replace('      - flatten\n', '      - global_avg_pool2d\n')}layers:\n  - use: tower\n    name: a\n    from: left\n  - use: tower\n    name: b\n    from: right\n    with: { stride: 2 }\n    weights: a\n${JOINED}`,
  'layers in a block, from outside': `${IMAGE}${TOWER}layers:\n  - use: unit\n    name: u\n  - conv2d: { filters: 2, kernel: 3, padding: same }\n    weights: u/conv2d\n  - batch_norm: {}\n    weights: u/batch_norm\n  - relu\n`,
  'iterations of a repeat': `${IMAGE}${TOWER}layers:\n  - use: unit\n    name: u\n  - repeat: { times: 3, layers: [relu, { use: unit, weights: u }] }\n`,
  'blocks of a repeat, each of which shares weights in itself': `${IMAGE}blocks:\n  pair:\n    layers:\n      - conv2d: { filters: 2, kernel: 3, padding: same }\n        name: a\n      - tanh\n      - conv2d: { filters: 2, kernel: 3, padding: same }\n        weights: a\n      - conv2d: { filters: 2, kernel: 3, padding: same, dilation: 2 }\n        weights: a\nlayers:\n  - repeat: { times: 3, layers: [{ use: pair }] }\n`,
  'a block whose first use is for training only': `${IMAGE}${TOWER}layers:\n  - side: { layers: [{ use: unit, name: u }, global_avg_pool2d] }\n    name: s\n    output: { train_only: true }\n  - use: unit\n    weights: s/u\n  - global_avg_pool2d\n`,
  'a block whose first use leads nowhere': `${IMAGE}${TOWER}layers:\n  - use: unit\n    name: u\n  - use: unit\n    from: input\n    weights: u\n`,
  'dense layers after a flatten and after none': `inputs: { left: { height: 3, width: 2, channels: 2 }, right: { features: 12 } }\nlayers:\n  - flatten: {}\n    from: left\n  - dense: { units: 3 }\n    name: a\n  - dense: { units: 3 }\n    from: right\n    weights: a\n    name: b\n  - add: {}\n    from: [a, b]\n`,
  'separable and transposed convolutions': `${IMAGE}layers:\n  - separable_conv2d: { filters: 2, kernel: 3, padding: same }\n    name: a\n  - separable_conv2d: { filters: 2, kernel: 3, stride: 2, padding: same }\n    weights: a\n  - conv2d_transpose: { filters: 2, kernel: 3 }\n    name: c\n  - conv2d_transpose: { filters: 2, kernel: 3, stride: 2 }\n    weights: c\n`,
};

/** tfjs runs the last input of a join first, so shared statistics are updated in another order: a relative difference of 1e-4. */
const ORDER_OF_TFJS = /^tfjs: statistic\/.* is off by \d\.\de-4 /;

test.each(Object.entries(nets))('%s: every target agrees', async (_name, text) => {
  for (const seed of [1, 2, 3]) {
    const { faults } = await tryJob(workshop, makeJob(graphOf(text), seed));
    expect(faults.filter((fault) => !ORDER_OF_TFJS.test(fault))).toEqual([]);
  }
});

/** A fault in each target that a net with shared weights must detect: their results are doubled. */
const doubled = ({ gradients, ...others }: Results): Results => ({
  ...others,
  gradients: new Map(
    [...gradients].map(([key, { shape, values }]) => [key, { shape, values: values.map((value) => value * 0.5) }]),
  ),
});

test.each(Object.keys(targets) as TargetName[])('half of a sum of gradients on %s is found', async (name) => {
  const job = makeJob(graphOf(nets['a layer applied twice'] as string), 1);
  const { faults } = await tryJob(workshop, job, { [name]: { spoilResults: doubled } });
  expect(faults.join('\n')).toContain(`${name}: gradient/a/kernel`);
});

test('gradients of the siamese net equal those of PyTorch in 64 bits, where one module is applied twice', async () => {
  const { graph } = compileShipped('specs/siamese-mnist.yaml');
  if (!graph) throw new Error('the spec is wrong');
  expect(planPytorch(graph).text.match(/self\.whole_tower\(/g)).toHaveLength(2);
  const job = { ...makeJob(graph, 1), training: true };
  const exact = await judge(workshop, job);
  for (const name of ['live', 'graph', 'pytorch'] as const) {
    expect(differences(await targets[name](workshop)(job, {}), exact)).toEqual([]);
  }
});
