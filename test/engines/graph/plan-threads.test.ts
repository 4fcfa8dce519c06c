import { planThreads } from '../../../src/engines/graph/plan-threads';
import { graphOf } from '../../training/loop/support';

/** Parallel convolutions, or the same number in sequence, on a square image. */
function net(side: number, shape: 'branches' | 'chain') {
  const convolution = '{ conv2d: { filters: 32, kernel: 3, padding: same } }';
  const all = Array.from({ length: 6 }, (_, index) =>
    shape === 'chain' ? `  - ${convolution}` : `      b${index}: [${convolution}]`,
  );
  const body = shape === 'chain' ? all : ['  - branch:', ...all, '  - concat'];
  return graphOf(`modelc: 1
input: { height: ${side}, width: ${side}, channels: 32 }
layers:
${body.join('\n')}
  - global_avg_pool2d
  - dense: { units: 10 }
`);
}

const training = { batchSize: 32, precision: 'f32' } as const;

test.each([
  ['small branches', 8, 'branches', 2, 1],
  ['large ones, which fill both cores as well', 64, 'branches', 2, 1],
  ['small layers one behind the other', 2, 'chain', 2, 1],
  ['large layers one behind the other', 64, 'chain', 2, 2],
  ['the same on many cores', 64, 'chain', 16, 16],
  ['one core', 64, 'chain', 1, 1],
] as const)('%s', (_name, side, shape, cores, within) =>
  expect(planThreads(net(side, shape), training, cores)).toEqual({ within, between: cores }),
);

test('a larger batch makes each operation longer', () => {
  const graph = net(8, 'chain');
  const withinOf = (batchSize: number) => planThreads(graph, { ...training, batchSize }, 2).within;
  expect([withinOf(1), withinOf(512)]).toEqual([1, 2]);
});
