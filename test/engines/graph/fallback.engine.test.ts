import os from 'node:os';
import { type ChosenEngine, chooseEngine } from '../../../src/engines/choose-engine';
import { prepareTrainer } from '../../../src/engines/prepare-trainer';
import type { TypedGraph } from '../../../src/graph/typed-graph';
import type { Precision } from '../../../src/schema/train';
import { graphOf, stripesSpec } from '../../training/loop/support';

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
