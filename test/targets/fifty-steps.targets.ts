import { readFileSync } from 'node:fs';
import path from 'node:path';
import { planPytorch } from '../../src/backends/pytorch/emit-pytorch';
import { compile } from '../../src/compiler/compile';
import { chooseEngine } from '../../src/engines/choose-engine';
import { makeTrainer } from '../../src/engines/make-trainer';
import type { Batch } from '../../src/engines/trainer';
import { folderReader } from '../../src/files/read-include';
import { onlyInput, outputsIn } from '../../src/graph/graph';
import type { TypedGraph } from '../../src/graph/typed-graph';
import type { Optimizer } from '../../src/schema/optimizers';
import { initialWeights } from '../../src/tensors/initial-weights';
import { loadMnist } from '../../src/training/datasets/mnist';
import { batchAt } from '../../src/training/loop/batches';
import { stepSettings } from '../training/loop/support';
import { openWorkshop, stateOf, type Workshop } from './targets';

const STEPS = 50;
const BATCH = 64;
const SEED = 1;

/** Relative to the loss of the reference. */
const TOLERANCE = 1e-3;

/**
 * Rounding errors of a net with batch norm grow with each step, in every framework: a run may differ by as much more as PyTorch in
 * 32 bits differs from PyTorch in 64, in the worst of several runs whose weights differ by less than 32 bits show.
 */
const SLACK = 3;
const ROUNDED_RUNS = [0, 1, 2];

/** Learning rates at which rounding does not dominate after this many steps. */
const nets: readonly { readonly spec: string; readonly rate: number }[] = [
  { spec: 'inception-mnist', rate: 0.001 },
  { spec: 'inception-v1-mnist', rate: 0.01 },
  { spec: 'inception-v2-mnist', rate: 0.0001 },
  { spec: 'inception-v3-mnist', rate: 0.0001 },
  { spec: 'inception-v4-mnist', rate: 0.0001 },
  { spec: 'siamese-mnist', rate: 0.001 },
  { spec: 'sequence', rate: 0.01 },
];

/** The rows of an image one after the other. */
const sequence = `
modelc: 1
input: { length: 28, channels: 28, preprocess: { mean: 0.1307, std: 0.3081 } }
layers:
  - conv1d: { filters: 16, kernel: 5, stride: 2, padding: same }
  - batch_norm
  - relu
  - branch:
      near: [{ conv1d: { filters: 8, kernel: 2, padding: causal } }]
      far: [{ conv1d: { filters: 8, kernel: 3, dilation: 3, groups: 2, padding: causal } }]
      each: [{ depthwise_conv1d: { kernel: 3, padding: same } }]
  - concat
  - relu
  - branch: { all: [], fewer: [{ max_pool1d: { kernel: 3, stride: 2 } }] }
  - concat: { axis: length }
  - dense: { units: 12 }
  - relu
  - flatten
  - dense: { units: 10 }
`;

/** The graph of a spec, without dropout: every framework draws its own masks. */
function graphOf(spec: string): TypedGraph {
  const file = path.join(__dirname, `../../specs/${spec}.yaml`);
  const text = (spec === 'sequence' ? sequence : readFileSync(file, 'utf8')).replace(
    /\b(dropout|rate): 0\.\d+/g,
    '$1: 0',
  );
  const { ok, graph } = compile(text, file, { includes: folderReader(path.dirname(file)) });
  if (!ok || !graph) throw new Error(`${spec} is wrong`);
  return graph;
}

function batches(): Batch[] {
  const mnist = loadMnist();
  if (!mnist.ok) throw new Error(mnist.problems.map(({ message }) => message).join('; '));
  return Array.from({ length: STEPS }, (_, step) => batchAt(mnist.dataset.train, step * BATCH, BATCH));
}

function optimizerOf(rate: number): Extract<Optimizer, { type: 'sgd' }> {
  return { type: 'sgd', learning_rate: rate, momentum: 0.9, nesterov: false, weight_decay: 0 };
}

async function lossesOn(name: 'graph' | 'tensorflow', graph: TypedGraph, rate: number): Promise<number[]> {
  const chosen = await chooseEngine(name);
  if (!chosen.ok) throw new Error(chosen.reason);
  const trainer = await makeTrainer(graph, chosen.engine, stepSettings(optimizerOf(rate), SEED));
  const losses: number[] = [];
  for (const batch of batches()) losses.push((await trainer.train(batch, rate)).loss);
  trainer.dispose();
  return losses;
}

async function lossesOfPytorch(
  { python }: Workshop,
  graph: TypedGraph,
  rate: number,
  { double, seed }: { readonly double: boolean; readonly seed: number },
): Promise<number[]> {
  const program = planPytorch(graph);
  const given = batches();
  const answer = (await python.ask({
    text: program.text,
    state: stateOf(program, initialWeights(graph, SEED)),
    images: Buffer.concat(given.map(({ images }) => images)).toString('base64'),
    labels: given.flatMap(({ labels }) => [...labels]),
    shape: onlyInput(graph).shape,
    outputs: Object.fromEntries(outputsIn(graph, 'training').map(({ name, lossWeight }) => [name, lossWeight])),
    batch: BATCH,
    ...{ double, seed, rate, momentum: optimizerOf(rate).momentum },
  })) as { readonly losses: number[]; readonly error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.losses;
}

/** The largest difference of two runs, relative to the second. */
function apart(losses: readonly number[], others: readonly number[]): number {
  expect(losses).toHaveLength(others.length);
  return Math.max(...losses.map((loss, step) => Math.abs(loss / (others[step] as number) - 1)));
}

describe(`${STEPS} steps from the same weights and batches`, () => {
  let workshop: Workshop;
  beforeAll(async () => {
    workshop = await openWorkshop();
  }, 120_000);
  afterAll(() => workshop.python.close());

  test.each(nets)(
    '$spec loses the same on every engine as in PyTorch',
    async ({ spec, rate }) => {
      const graph = graphOf(spec);
      const exact = await lossesOfPytorch(workshop, graph, rate, { double: true, seed: 0 });
      let rounding = 0;
      for (const seed of ROUNDED_RUNS)
        rounding = Math.max(
          rounding,
          apart(await lossesOfPytorch(workshop, graph, rate, { double: false, seed }), exact),
        );
      const most = Math.max(TOLERANCE, SLACK * rounding);
      expect(apart(await lossesOn('graph', graph, rate), exact)).toBeLessThan(most);
      expect(apart(await lossesOn('tensorflow', graph, rate), exact)).toBeLessThan(most);
      // Negative control: four times the learning rate gives different losses.
      expect(apart(await lossesOn('graph', graph, 4 * rate), exact)).toBeGreaterThan(most);
    },
    600_000,
  );
});
