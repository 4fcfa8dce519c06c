import { machine } from '../../src/backends/tensorflow/machine';
import type { Tf } from '../../src/engines/engine';
import { type Kind, kinds } from '../../src/schema/kinds';
import { loadEngine } from '../support/load-engine';
import { differences } from './compare';
import { makeJob, type Results } from './job';
import { netOf, type Path, pathsOf } from './neighbours';
import { type GraphOptions, type GraphRun, runGraph } from './run-graph';
import { live } from './targets';

// Slow: every kind after every kind, in each way to run a graph.

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await loadEngine('graph'));
});

/** How TensorFlow runs a graph, which decides what it fuses. Only training knows frozen layers. */
const runs: Readonly<Record<Exclude<GraphRun, 'everything'>, (path: Path) => boolean>> = {
  step: () => true,
  evaluation: ({ frozen }) => !frozen,
  served: ({ frozen }) => !frozen,
};

/** What the graph engine computes otherwise than the live model does, or its error. */
async function faultsOf(paths: readonly Path[], options: GraphOptions): Promise<readonly string[]> {
  const job = makeJob(netOf(paths), 1, { batch: 2, training: options.run === 'step' });
  try {
    const results = await runGraph(tf, job, options);
    return differences(results, only(live(tf, job), results)).map(({ what, by }) => `${what} is off by ${by}`);
  } catch (error) {
    return [(error as Error).message];
  }
}

/** Results without what others lack. */
function only(results: Results, others: Results): Results {
  const kept = (key: 'gradients' | 'statistics'): Results['gradients'] =>
    new Map([...results[key]].filter(([name]) => others[key].has(name)));
  return { ...results, gradients: kept('gradients'), statistics: kept('statistics') };
}

/** The faults of each path by itself, if all together have some. */
async function locate(paths: readonly Path[], options: GraphOptions): Promise<readonly string[]> {
  if ((await faultsOf(paths, options)).length === 0) return [];
  const found: string[] = [];
  for (const path of paths)
    for (const fault of await faultsOf([path], options)) found.push(`${options.run} ${path.name}: ${fault}`);
  return found;
}

test.each(kinds)('every kind after a convolution and %s', async (first) => {
  const paths = kinds.flatMap((second, index) => pathsOf([first, second], index));
  const found: string[] = [];
  for (const run of Object.keys(runs) as (keyof typeof runs)[])
    found.push(...(await locate(paths.filter(runs[run]), { run })));
  expect(found).toEqual([]);
});

test.each<[Kind, Kind, boolean]>([
  ['batch_norm', 'tanh', false],
  ['silu', 'leaky_relu', true],
])('detects the faulty fusion of %s and %s', async (first, second, bias) => {
  const paths = pathsOf([first, second], 1).filter((path) => path.bias === bias && !path.frozen);
  const careless = { ...machine, faults: { ...machine.faults, fusions: [] } };
  for (const run of ['evaluation', 'served'] as const)
    expect(await faultsOf(paths, { run, machine: careless })).toEqual([
      expect.stringContaining('Fusion is not implemented'),
    ]);
});
