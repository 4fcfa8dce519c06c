import { readFileSync } from 'node:fs';
import type { Tensor } from '@tensorflow/tfjs-core';
import { createLiveModel } from '../../../src/engines/eager/live-model';
import type { EngineName, Tf } from '../../../src/engines/engine';
import { kinds } from '../../../src/schema/kinds';
import { readInceptionFixture, readLayerFixtures } from '../../fixtures/pytorch/fixtures';
import { loadEngine } from '../../support/load-engine';
import { describeBehaviour } from './behaviour';
import { disagreements, tolerances } from './compare';
import { controls } from './controls';
import { expectedOf, graphOf, passAndBack, runFixture, setWeights } from './run-fixture';

/** The suite that every engine must pass. */
export function describeLiveModel(name: EngineName): void {
  let tf: Tf;
  beforeAll(async () => {
    ({ tf } = await loadEngine(name));
  });

  const fixtures = readLayerFixtures();
  test('every kind has a fixture', () => {
    const written = fixtures.map(({ layers }) => JSON.stringify(layers)).join();
    expect(kinds.filter((kind) => !written.includes(`"${kind}"`))).toEqual([]);
  });

  describe('agrees with PyTorch', () => {
    test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => {
      expect(disagreements(runFixture(tf, fixture), expectedOf(fixture), tolerances.layer)).toEqual([]);
    });

    test('the Inception net', () => {
      const { input, labels, weights, expected } = readInceptionFixture();
      const model = createLiveModel(graphOf(readFileSync('specs/inception-mnist.yaml', 'utf8')), tf, 1);
      setWeights(tf, model, weights);
      const score = (output: Tensor): Tensor => tf.losses.softmaxCrossEntropy(tf.oneHot([...labels], 10), output);
      const actual = passAndBack(tf, model, input, true, score);
      model.dispose();
      const target = new Map([...expected].map(([key, { values }]) => [key, values]));
      expect(disagreements(actual, target, tolerances.net)).toEqual([]);
    });
  });

  describe('a wrong lowering is caught', () => {
    test.each(controls)('$wrong', ({ of, layers, spoil }) => {
      const fixture = fixtures.find(({ name }) => name === of);
      if (!fixture) throw new Error(`no fixture is called ${of}`);
      const actual = runFixture(tf, fixture, layers ?? fixture.layers);
      expect(
        disagreements(spoil ? spoil(actual, fixture) : actual, expectedOf(fixture), 10 * tolerances.layer),
      ).not.toEqual([]);
    });
  });

  describe('memory', () => {
    test.each(fixtures.map((fixture) => [fixture.name, fixture] as const))(
      '%s leaves nothing behind',
      (_name, fixture) => {
        const before = tf.memory().numTensors;
        runFixture(tf, fixture);
        expect(tf.memory().numTensors).toBe(before);
      },
    );
  });

  describeBehaviour(() => tf);
}
