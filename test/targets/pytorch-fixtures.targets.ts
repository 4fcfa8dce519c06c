import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { planPytorch } from '../../src/backends/pytorch/emit-pytorch';
import { fromPytorch, toPytorch } from '../../src/backends/pytorch/weights';
import { product } from '../../src/dimensions/dimension';
import { graphOfLayers } from '../engines/eager/run-fixture';
import { type LayerFixture, numbers, readLayerFixtures } from '../fixtures/pytorch/fixtures';
import { pythonInterpreter } from './python';

jest.setTimeout(300_000);

type Numbers = readonly number[];

interface Result {
  readonly error?: string;
  readonly output: Numbers;
  readonly input: Numbers;
  readonly gradients: Readonly<Record<string, Numbers>>;
  readonly buffers: Readonly<Record<string, Numbers>>;
}

interface Tensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

const fixtures = readLayerFixtures();
const folderOf = (index: number): string => String(index).padStart(4, '0');
let results: Readonly<Record<string, Result>> = {};
let controls: Readonly<Record<string, Result>> = {};

beforeAll(() => {
  results = runAll(fixtures);
  controls = runAll(fixtures.slice(0, 1).map(withOtherWeights));
});

/** The emitted models, each with the weights of its fixture in PyTorch's names and layouts. */
function runAll(cases: readonly LayerFixture[]): Readonly<Record<string, Result>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modelc-pytorch-'));
  try {
    for (const [index, fixture] of cases.entries()) {
      const place = path.join(folder, folderOf(index));
      fs.mkdirSync(place);
      const { text, weights, constants } = planPytorch(graphOfLayers(fixture.layers, fixture.input.shape));
      const state = new Map<string, Tensor>(
        constants.map(({ stateKey, value, shape }) => [stateKey, { shape, values: Array(product(shape)).fill(value) }]),
      );
      for (const weight of weights) {
        const formula = fixture.weights[weight.key];
        if (!formula) throw new Error(`${fixture.name} has no ${weight.key}`);
        state.set(weight.stateKey, { shape: weight.shape, values: Array.from(toPytorch(weight, numbers(formula))) });
      }
      const tensorOf = (formula: LayerFixture['input']): Tensor => ({
        shape: formula.shape,
        values: Array.from(numbers(formula)),
      });
      const { training, input, upstream } = fixture;
      const document = {
        training,
        state: Object.fromEntries(state),
        input: tensorOf(input),
        upstream: tensorOf(upstream),
      };
      fs.writeFileSync(path.join(place, 'model.py'), text);
      fs.writeFileSync(path.join(place, 'case.json'), JSON.stringify(document));
    }
    const options = { encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
    return JSON.parse(
      execFileSync(pythonInterpreter(), [path.join(__dirname, 'pytorch/run_cases.py'), folder], options),
    );
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** The same fixture with weights that it does not expect. */
function withOtherWeights(fixture: LayerFixture): LayerFixture {
  const weights = Object.entries(fixture.weights).map(([key, formula]) => [key, { ...formula, seed: 99 }] as const);
  return { ...fixture, weights: Object.fromEntries(weights) };
}

/** The results of a generated model, with modelc's names and layouts. */
function resultsOf(fixture: LayerFixture, found: Result): ReadonlyMap<string, Numbers> {
  const { weights } = planPytorch(graphOfLayers(fixture.layers, fixture.input.shape));
  const named = new Map<string, Numbers>([
    ['output', found.output],
    ['input', found.input],
  ]);
  for (const weight of weights) {
    const values = found.gradients[weight.stateKey] ?? found.buffers[weight.stateKey];
    if (values) named.set(weight.key, Array.from(fromPytorch(weight, Float32Array.from(values))));
  }
  return named;
}

/** The names of tensors that differ by more than single precision explains. */
function differences(fixture: LayerFixture, found: Result): string[] {
  if (found.error !== undefined) return [found.error];
  const given = resultsOf(fixture, found);
  // Frozen weights have no gradient: the fixture lists them as unchanged.
  const statistics = Object.entries(fixture.statistics).filter(([key]) => given.has(key) || /moving/.test(key));
  const expected: readonly (readonly [string, Numbers])[] = [
    ['output', fixture.output],
    ...Object.entries(fixture.gradients),
    ...statistics,
  ];
  return expected.flatMap(([key, values]) => {
    const mine = given.get(key);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
    const close = values.every((value, index) => Math.abs(value - (mine?.[index] ?? Number.NaN)) <= 2e-6 * largest);
    return mine?.length === values.length && close ? [] : [key];
  });
}

test.each(fixtures.map((fixture, index) => [fixture.name, index] as const))('%s', (_name, index) => {
  const found = results[folderOf(index)] as Result;
  expect(differences(fixtures[index] as LayerFixture, found)).toEqual([]);
});

test('detects wrong weights', () => {
  const found = differences(fixtures[0] as LayerFixture, controls[folderOf(0)] as Result);
  expect(found).toContain('output');
});
