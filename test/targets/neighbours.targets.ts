import { type Machine, machine } from '../../src/backends/tensorflow/machine';
import type { Tf } from '../../src/engines/engine';
import { type Kind, kinds, layerOf } from '../../src/schema/kinds';
import { loadEngine } from '../support/load-engine';
import { differences } from './compare';
import { makeJob, type Results } from './job';
import { isRounding, netOf, type Path, pathsOf } from './neighbours';
import { type GraphRun, runGraph } from './run-graph';
import { live } from './targets';

// Slow: every kind after every kind, in each way to run a graph.

let tf: Tf;
beforeAll(async () => {
  ({ tf } = await loadEngine('graph'));
});

/** What the graph engine computes otherwise than the live model does, or its error. */
async function faultsOf(paths: readonly Path[], run: GraphRun, chip: Machine = machine): Promise<readonly string[]> {
  const training = run === 'step';
  const made = makeJob(netOf(paths), 1, { batch: 2, training });
  const job = training ? made : { ...made, upstream: [] };
  const reference = live(tf, job);
  try {
    const results = await runGraph(tf, job, { run, machine: chip });
    const found = differences(results, only(reference, results)).filter(({ what }) => !isRounding(job.graph, what));
    return found.map(({ what, by }) => `${what} is off by ${by}`);
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

/** TensorFlow takes longer for one large graph than for several small ones. */
const TOGETHER = 20;

/** The faults of each path. */
async function locate(paths: readonly Path[], run: GraphRun): Promise<readonly string[]> {
  const found: string[] = [];
  for (let index = 0; index < paths.length; index += TOGETHER) {
    const group = paths.slice(index, index + TOGETHER);
    if ((await faultsOf(group, run)).length === 0) continue;
    for (const path of group)
      for (const fault of await faultsOf([path], run)) found.push(`${run} ${path.name}: ${fault}`);
  }
  return found;
}

/** At inference every pair has its convolution with and without a bias; in training and in saved models they take turns. */
test.each(kinds.map((kind, index) => [kind, index] as const))(
  'every kind after a convolution and %s',
  async (first, own) => {
    const paths = kinds.flatMap((second, index) =>
      pathsOf([first, second], index).map((path) => ({ ...path, turn: path.bias === ((own + index) % 2 === 0) })),
    );
    const thawed = paths.filter(({ frozen }) => !frozen);
    const inTurn = thawed.filter(({ turn }) => turn);
    // Only training knows frozen layers.
    const trained = paths.filter(({ frozen, turn }) => frozen || turn);
    const found = [await locate(trained, 'step'), await locate(thawed, 'evaluation'), await locate(inTurn, 'served')];
    expect(found.flat()).toEqual([]);
  },
);

/** Convolutions and `dense`, which TensorFlow's rewriter fuses with two layers after them. */
const weighted = kinds.filter((kind) => {
  const { channels, window } = layerOf(kind).traits;
  return channels !== undefined || window?.use === 'convolution';
});
const activations = kinds.filter((kind) => layerOf(kind).traits.activation);

test.each(
  weighted.flatMap((first) => (['batch_norm', 'add', 'scale'] as const).map((second) => [first, second] as const)),
)('every activation after %s and %s', async (first, second) => {
  const paths = activations.flatMap((third, index) => pathsOf([first, second, third], index));
  const thawed = paths.filter(({ frozen }) => !frozen);
  const found = [await locate(paths, 'step'), await locate(thawed, 'evaluation'), await locate(thawed, 'served')];
  expect(found.flat()).toEqual([]);
});

test.each<[Kind, Kind, boolean]>([
  ['batch_norm', 'tanh', false],
  ['batch_norm', 'mish', false],
  ['silu', 'leaky_relu', true],
  ['silu', 'mish', true],
])('detects the faulty fusion of %s and %s', async (first, second, bias) => {
  const paths = pathsOf([first, second], 1).filter((path) => path.bias === bias && !path.frozen);
  const careless = { ...machine, faults: { ...machine.faults, fusions: [] } };
  for (const run of ['evaluation', 'served'] as const)
    expect(await faultsOf(paths, run, careless)).toEqual([expect.stringContaining('Fusion is not implemented')]);
});
