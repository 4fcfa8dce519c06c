import { type Machine, machine } from '../../src/backends/tensorflow/machine';
import type { Tf } from '../../src/engines/engine';
import { type Kind, kinds } from '../../src/schema/kinds';
import { loadEngine } from '../support/load-engine';
import { differences } from './compare';
import { makeJob, type Results } from './job';
import { netOf, type Path, pathsOf } from './neighbours';
import { type GraphRun, runGraph } from './run-graph';
import { live } from './targets';

// Slow: every kind after every kind, in each way to run a graph.

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await loadEngine('graph'));
});

/** How TensorFlow runs a graph, which decides what it fuses. */
interface Mode {
  readonly training: boolean;
  readonly runs: readonly GraphRun[];
}

const training: Mode = { training: true, runs: ['step'] };
const inference: Mode = { training: false, runs: ['evaluation', 'served'] };

/** What the graph engine computes otherwise than the live model does, or its errors. */
async function faultsOf(paths: readonly Path[], mode: Mode, chip: Machine = machine): Promise<readonly string[]> {
  const job = makeJob(netOf(paths), 1, { batch: 2, training: mode.training });
  const reference = live(tf, job);
  const found: string[] = [];
  for (const run of mode.runs) {
    try {
      const results = await runGraph(tf, job, { run, machine: chip });
      const wrong = differences(results, only(reference, results));
      found.push(...wrong.map(({ what, by }) => `${run}: ${what} is off by ${by}`));
    } catch (error) {
      found.push(`${run}: ${(error as Error).message}`);
    }
  }
  return found;
}

/** Results without what others lack. */
function only(results: Results, others: Results): Results {
  const kept = (key: 'gradients' | 'statistics'): Results['gradients'] =>
    new Map([...results[key]].filter(([name]) => others[key].has(name)));
  return { ...results, gradients: kept('gradients'), statistics: kept('statistics') };
}

/** TensorFlow takes longer for one large graph than for several small ones. */
const TOGETHER = 20;

/** The faults of each path. */
async function locate(paths: readonly Path[], mode: Mode): Promise<readonly string[]> {
  const found: string[] = [];
  for (let index = 0; index < paths.length; index += TOGETHER) {
    const group = paths.slice(index, index + TOGETHER);
    if ((await faultsOf(group, mode)).length === 0) continue;
    for (const path of group) for (const fault of await faultsOf([path], mode)) found.push(`${path.name}, ${fault}`);
  }
  return found;
}

test.each(kinds)('every kind after a convolution and %s', async (first) => {
  const paths = kinds.flatMap((second, index) => pathsOf([first, second], index));
  // Only training knows frozen layers.
  const thawed = paths.filter(({ frozen }) => !frozen);
  expect([...(await locate(paths, training)), ...(await locate(thawed, inference))]).toEqual([]);
});

test.each<[Kind, Kind, boolean]>([
  ['batch_norm', 'tanh', false],
  ['batch_norm', 'mish', false],
  ['silu', 'leaky_relu', true],
  ['silu', 'mish', true],
])('detects the faulty fusion of %s and %s', async (first, second, bias) => {
  const paths = pathsOf([first, second], 1).filter((path) => path.bias === bias && !path.frozen);
  const careless = { ...machine, faults: { ...machine.faults, fusions: [] } };
  const error = expect.stringContaining('Fusion is not implemented');
  expect(await faultsOf(paths, inference, careless)).toEqual([error, error]);
});
