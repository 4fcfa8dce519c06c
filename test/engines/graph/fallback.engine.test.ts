import os from 'node:os';
import { machine } from '../../../src/backends/tensorflow/machine';
import { type ChosenEngine, chooseEngine } from '../../../src/engines/choose-engine';
import { makeTrainer } from '../../../src/engines/make-trainer';
import { prepareTrainer } from '../../../src/engines/prepare-trainer';
import type { TypedGraph } from '../../../src/graph/typed-graph';
import type { Precision } from '../../../src/schema/train';
import { batchAt } from '../../../src/training/loop/batches';
import { graphOf, stripes, stripesSpec } from '../../training/loop/support';

const graph = graphOf(stripesSpec('{ dataset: { idx: data } }'));
const settings = (precision: Precision) => ({ ...(graph.train as NonNullable<TypedGraph['train']>), precision });

let chosen: Extract<ChosenEngine, { ok: true }>;
beforeAll(async () => {
  const found = await chooseEngine('auto');
  if (!found.ok || !found.fallback) throw new Error('the tests need the native engine');
  chosen = found;
});
afterEach(() => jest.restoreAllMocks());

/** Without this folder, the graph cannot be written to a file. */
const noTemporaryFolder = () => jest.spyOn(os, 'tmpdir').mockReturnValue('/nowhere/at/all');

test('trains on the graph if the graph supports the model', async () => {
  const { trainer, passedOver } = await prepareTrainer(graph, chosen, settings('f32'));
  expect([trainer.engine, passedOver]).toEqual(['graph', []]);
  trainer.dispose();
});

test('if the graph fails, its fallback trains, and says why', async () => {
  noTemporaryFolder();
  const { trainer, passedOver } = await prepareTrainer(graph, chosen, settings('f32'));
  expect(trainer.engine).toBe('tensorflow');
  const reason = expect.stringMatching(/^\/nowhere\/at\/all: .*its folder does not exist/);
  expect(passedOver).toEqual([{ name: 'graph', reason, help: expect.stringContaining('TMPDIR') }]);
  expect([...(await trainer.weights()).keys()]).not.toHaveLength(0);
  trainer.dispose();
});

test.each<[string, Precision, boolean]>([
  ['was asked for by name', 'f32', false],
  ['without a fallback computes in the precision', 'bf16', true],
])('where the graph fails and %s, the run fails', async (_name, precision, withFallback) => {
  noTemporaryFolder();
  const { fallback, ...alone } = chosen;
  const choice = withFallback ? chosen : alone;
  await expect(prepareTrainer(graph, choice, settings(precision))).rejects.toThrow(/its folder does not exist/);
});

describe('where TensorFlow has no kernel for what its rewriter makes of the graph', () => {
  const tanh = graphOf(
    stripesSpec('{ dataset: { idx: data } }').replace('stride: 2', 'bias: false').replace('relu', 'tanh'),
  );
  const fusion = expect.stringMatching(/^engine `graph` failed: .*Fusion is not implemented: \[FusedBatchNorm,Tanh\]$/);
  beforeEach(() => void jest.replaceProperty(machine.faults, 'fusions', []));

  test('the fallback trains from the first step on, and says why', async () => {
    const { trainer, passedOver } = await prepareTrainer(tanh, chosen, settings('f32'));
    expect([trainer.engine, passedOver]).toEqual([
      'tensorflow',
      [{ name: 'graph', reason: fusion, help: expect.any(String) }],
    ]);
    trainer.dispose();
  });

  test('asked for by name, the error names the cause', async () => {
    const trainer = await makeTrainer(tanh, chosen.engine, settings('f32'));
    await expect(trainer.evaluate(batchAt(stripes(9), 0, 9))).rejects.toMatchObject({
      message: fusion,
      help: 'this is a fault of the engine, not of the model: train in f32 with `--engine tensorflow`',
    });
  });
});

test('the rehearsal leaves the state as it was', async () => {
  const { trainer } = await prepareTrainer(graph, chosen, settings('f32'));
  const fresh = await makeTrainer(graph, chosen.engine, settings('f32'));
  expect(await trainer.state()).toEqual(await fresh.state());
  trainer.dispose();
  fresh.dispose();
});
