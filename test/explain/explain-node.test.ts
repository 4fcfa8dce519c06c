import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from '../../src/compiler/compile';
import { type Explanation, explainNode } from '../../src/explain/explain-node';
import type { Step } from '../../src/explain/step';
import { folderReader } from '../../src/files/read-include';
import { namedValues } from '../../src/graph/named-values';
import type { TypedGraph } from '../../src/graph/typed-graph';
import { computed } from '../support/equations';

const folder = join(__dirname, '../../specs');
const specs = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

function graphOf(file: string): TypedGraph {
  const { graph } = compile(readFileSync(join(folder, file), 'utf8'), join(folder, file), {
    includes: folderReader(folder),
  });
  if (!graph) throw new Error(file);
  return graph;
}

function explained(graph: TypedGraph, asked: string): Explanation {
  const explanation = explainNode(graph, asked);
  if ('message' in explanation) throw new Error(explanation.message);
  return explanation;
}

const nested = `modelc: 1
let: { width: 8 }
input: { height: 8, width: 8, channels: 3 }
blocks:
  inner:
    params: { out }
    layers: [{ conv2d: { filters: "\${out}", kernel: 3 } }]
  outer:
    params: { out }
    layers: [{ use: inner, with: { out: "\${2 * out}" } }]
layers:
  - { use: outer, name: block, with: { out: 9 } }
  - conv2d: { filters: "\${width + 1}", kernel: 3 }
    name: last
`;

test.each([
  ['an argument, by the names of the place that hands it on', 'block.channels', '${2 * out} where out = 9'],
  ['a value of let', 'last.channels', '${width + 1} where width = 8'],
])('an expression is explained with what it reads: %s', (_name, asked, expected) => {
  const { graph } = compile(nested);
  if (!graph) throw new Error('the spec is wrong');
  expect(explained(graph, asked).steps.map(({ written }) => written)).toEqual([expected]);
});

/** The value of a step's sum, computed only from its text. */
function evaluated({ formula, value }: Step): number {
  return formula === null ? value : (computed(formula) ?? Number.NaN);
}

function wrongSteps({ steps }: Pick<Explanation, 'steps'>): string[] {
  return steps
    .filter((step, index) => {
      const forward = step.operands.some((operand) => operand >= index);
      const read = step.operands.every((operand) =>
        step.formula?.replaceAll(/(?<=\d),(?=\d{3})/g, '').includes(`${steps[operand]?.value}`),
      );
      return forward || !read || !(Math.abs(evaluated(step) - step.value) <= 1e-9);
    })
    .map(({ value, formula, by }) => `${value} = ${formula} by ${by}`);
}

/** Evenly spread, so that large nets take no longer than small ones. */
function some<T>(all: readonly T[]): readonly T[] {
  return all.filter((_, index) => index % Math.ceil(all.length / 20) === 0);
}

describe.each(specs)('%s', (file) => {
  const graph = graphOf(file);

  test('every sum yields its number, back to what the spec says', () => {
    for (const name of some([...namedValues(graph).keys()])) {
      const explanation = explained(graph, name);
      expect([name, wrongSteps(explanation)]).toEqual([name, []]);
      expect(explanation.answers.map(({ value }) => value)).toEqual(explanation.output);
    }
  });

  test('every count is the sum of its parts', () => {
    for (const question of ['parameters', 'trainable', 'macs', 'activations', 'receptive_field']) {
      for (const node of some(graph.nodes)) {
        const explanation = explained(graph, `${node.name}.${question}`);
        expect([node.name, wrongSteps(explanation)]).toEqual([node.name, []]);
        const typing = graph.typings.get(node.id);
        if (question === 'macs') expect(explanation.answers[0]?.value).toBe(typing?.macs);
        if (question !== 'receptive_field' || typing?.receptiveField === 'all') continue;
        expect(explanation.answers.map(({ value }) => value)).toEqual(
          Object.values(typing?.receptiveField ?? {}).map(({ size }) => size),
        );
      }
    }
  });
});

test('detects a wrong sum', () => {
  const step = { value: 13, formula: 'floor((24 - 2) / 2) + 1', written: null, by: 'pool', place: null, operands: [] };
  expect(wrongSteps({ steps: [step] })).toEqual(['13 = floor((24 - 2) / 2) + 1 by pool']);
  expect(wrongSteps({ steps: [{ ...step, value: 12 }] })).toEqual([]);
});

const inception = graphOf('inception-mnist.yaml');

test('a block, a path and an input have the values at their boundaries', () => {
  expect(explained(inception, 'incep1').output).toEqual([12, 12, 88]);
  expect(explained(inception, 'incep1')).toMatchObject({ kind: 'block', endsWith: 'incep1/concat' });
  expect(explained(inception, 'incep1/five')).toMatchObject({ kind: 'path', endsWith: 'incep1/five/conv2d_2' });
  expect(explained(inception, 'input')).toMatchObject({ kind: 'input', endsWith: null, output: [28, 28, 1] });
  expect(explained(inception, 'incep1.parameters').answers[0]?.value).toBe(19104);
  expect(explained(inception, 'incep1/five.macs').answers[0]?.value).toBe(144 * (160 + 9600));
});

test('a chain of a hundred sums is explained completely', () => {
  const layers = Array.from({ length: 100 }, () => '  - conv2d: { filters: 1, kernel: 2 }').join('\n');
  const { graph } = compile(`modelc: 1\ninput: { height: 150, width: 150, channels: 1 }\nlayers:\n${layers}`);
  const { steps, answers } = explained(graph as TypedGraph, 'conv2d_100.height');
  expect(answers[0]?.value).toBe(50);
  expect(steps.map(({ value }) => value)).toEqual(Array.from({ length: 101 }, (_, index) => 150 - index));
});

test.each([
  ['incep3', 'nothing is named `incep3`', 'write `incep1`'],
  ['concat', 'nothing is named `concat`', 'available: `incep1/concat`, `incep2/concat`'],
  ['incep1.chanels', 'unknown question `chanels`', 'write `incep1.channels`'],
  ['fc.height', '`fc` has shape 10, which has no height', 'ask for `fc.features`'],
  ['input.macs', '`input` is an input, which has no macs', 'ask for `input.shape`'],
])('%s is refused', (asked, message, help) => {
  expect(explainNode(inception, asked)).toEqual({ message, help });
});
