import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { compile } from '../../src/compiler/compile';
import { type BodyJson, graphJson, type ScopeJson, type StepJson } from '../../src/graph/graph-json';
import { graphSchema } from '../../src/graph/graph-schema';
import { compileShipped, shippedSpecs } from '../support/shipped-specs';

const root = join(__dirname, '../..');
const read = (file: string) => JSON.parse(readFileSync(join(root, 'schema', file), 'utf8'));
const validate = new Ajv({ allowUnionTypes: true }).addSchema(read('check.schema.json')).compile(graphSchema());

function jsonOf(text: string) {
  const { graph } = compile(text);
  if (!graph) throw new Error('there is no graph');
  return graphJson(graph);
}

/** The document, as parsed from its text. */
function parsed(value: unknown) {
  return JSON.parse(JSON.stringify(value));
}

test('the published schema matches the kinds', () => {
  expect(read('graph.schema.json')).toEqual(parsed(graphSchema()));
});

test.each(shippedSpecs)('the graph of %s keeps to its schema, and loses nothing as text', (file) => {
  const { graph } = compileShipped(file);
  if (!graph) throw new Error('there is no graph');
  const json = graphJson(graph);
  expect(parsed(json)).toEqual(json);
  validate(parsed(json));
  expect(validate.errors).toBeNull();
});

const spec = `modelc: 1
input: { height: 8, width: 8, channels: 4 }
blocks:
  unit:
    params: { out: }
    layers:
      - conv2d: { filters: "\${out}", kernel: 3 }
layers:
  - { use: unit, with: { out: 6 } }
  - branch:
      left: [relu]
      right: [tanh]
  - add
  - repeat: { times: 2, layers: [relu] }
`;

test('a node has its kind, inputs and outputs', () => {
  const { nodes, origins } = jsonOf(spec);
  const [conv] = nodes;
  expect(conv).toMatchObject({
    value: 1,
    name: 'unit/conv2d',
    kind: 'conv2d',
    attributes: { filters: 6, kernel: 3, stride: 1, padding: 'valid' },
    inputs: [0],
    shape: [
      { axis: 'height', size: 6 },
      { axis: 'width', size: 6 },
      { axis: 'channels', size: 6 },
    ],
    weights: { kernel: 'unit/conv2d/kernel', bias: 'unit/conv2d/bias' },
    receptiveField: { height: { size: 3, jump: 1 }, width: { size: 3, jump: 1 } },
    place: { file: 'spec.yaml', line: 7, column: 9 },
  });
  const height = origins[conv?.shape?.[0]?.origin ?? -1];
  expect(height).toMatchObject({ size: 6, formula: '8 - 3 + 1', by: 'unit/conv2d' });
  expect(height?.operands.map((index) => origins[index])).toMatchObject([{ size: 8, formula: null, by: 'input' }]);
});

test('weights are entries by key, each counted once', () => {
  const { weights, totals } = jsonOf(spec);
  expect(weights).toMatchObject({
    'unit/conv2d/kernel': { shape: [3, 3, 4, 6], what: 'kernel', trainable: true, l2: 0, decays: true },
    'unit/conv2d/bias': { shape: [6], what: 'bias', initializer: { type: 'zeros' }, decays: false },
  });
  expect(totals).toEqual({ parameters: 222, trainable: 222, macs: 6 * 6 * 6 * 36 });
});

function outline({ steps }: BodyJson): unknown[] {
  return steps.map(outlineOf);
}

function outlineOf(step: StepJson): unknown {
  const named = ({ name, body }: ScopeJson) => [name, outline(body)];
  switch (step.type) {
    case 'node':
      return step.value;
    case 'use':
      return [step.block, step.parameters, outline(step.body)];
    case 'repeat':
      return step.iterations.map(named);
    case 'branch':
      return step.paths.map(named);
    case 'side':
      return named(step);
  }
}

test('the body nests as the spec does', () => {
  expect(outline(jsonOf(spec).body)).toEqual([
    ['unit', { out: 6 }, [1]],
    [
      ['left', [2]],
      ['right', [3]],
    ],
    4,
    [
      ['repeat/0', [5]],
      ['repeat/1', [6]],
    ],
  ]);
});

test('what an error leaves unknown is null', () => {
  const json = jsonOf(spec.replace('kernel: 3', 'kernel: 30').replace('[tanh]', '[{ dense: { units: -1 } }]'));
  expect(json.nodes.map(({ shape }) => shape)).toEqual(json.nodes.map(() => null));
  expect(json.nodes.find(({ kind }) => kind === 'dense')?.attributes).toBeNull();
  expect(validate(parsed(json))).toBe(true);
});

test.each<readonly [string, (json: ReturnType<typeof jsonOf>) => unknown]>([
  ['without its weights', ({ weights: _, ...rest }) => rest],
  ['with an unknown key', (json) => ({ ...json, layers: [] })],
  ['with an unknown kind', (json) => ({ ...json, nodes: json.nodes.map((node) => ({ ...node, kind: 'conv' })) })],
  [
    'with attributes of another kind',
    (json) => ({ ...json, nodes: json.nodes.map((node) => ({ ...node, attributes: { units: 3 } })) }),
  ],
])('a graph %s is refused', (_name, change) => {
  expect(validate(parsed(change(jsonOf(spec))))).toBe(false);
});
