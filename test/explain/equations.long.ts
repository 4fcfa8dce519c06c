import { compile } from '../../src/compiler/compile';
import { renderHuman } from '../../src/diagnostics/render-human';
import { axes } from '../../src/dimensions/axis';
import { valuesOf } from '../../src/dimensions/dimension';
import { explainNode } from '../../src/explain/explain-node';
import { renderExplanation } from '../../src/explain/render-explanation';
import { namedValues } from '../../src/graph/named-values';
import { type TypedGraph, typingOf } from '../../src/graph/typed-graph';
import { sumNodes } from '../../src/graph/weights';
import { kinds } from '../../src/schema/kinds';
import { breakages, broken } from '../repair/breakages';
import { equationsIn, isTrue } from '../support/equations';
import { netsOf } from '../support/one-layer-nets';
import { withSizes } from '../support/sized-nets';
import { structuredNet, textOf } from '../support/structured-nets';
import { Random } from '../targets/random';
import { randomNet, type Spec } from '../targets/random-spec';

const same = (text: string): string => text;
const plain = { bold: same, red: same, yellow: same, cyan: same, dim: same };

/** What `check` prints about a net if the sizes of each layer are declared one too large, or a count is. */
function checked(spec: Spec, graph: TypedGraph): string {
  const { parameters, macs, trainable } = sumNodes(graph);
  const shapes = graph.nodes.map(({ name, id }) => [name, valuesOf(typingOf(graph, id).output)] as const);
  const wrong = [
    { parameters: parameters + 1 },
    { macs: macs + 1 },
    { trainable: trainable + 1 },
    ...shapes.map(([name, sizes]) => ({ shapes: { [name]: sizes.map((size) => size + 1) } })),
  ];
  return wrong
    .flatMap((expected) => {
      const { diagnostics } = compile(JSON.stringify({ ...spec, expect: expected }));
      expect(diagnostics.map(({ code }) => code)).toEqual(['expect/value']);
      expect(diagnostics.flatMap(({ notes }) => notes)).not.toEqual([]);
      return diagnostics.map((diagnostic) => renderHuman(diagnostic, plain));
    })
    .join('\n');
}

/** What `explain` prints about everything that has a name. */
function explained(graph: TypedGraph): string {
  const questions = ['shape', ...axes, 'parameters', 'trainable', 'macs', 'activations', 'receptive_field'];
  return [...namedValues(graph).keys()]
    .flatMap((name) => questions.map((question) => explainNode(graph, `${name}.${question}`)))
    .map((explanation) => ('message' in explanation ? '' : renderExplanation(explanation, plain)))
    .join('\n');
}

function wrongIn(text: string): readonly string[] {
  return equationsIn(text).flatMap((equation) => (isTrue(equation) ? [] : [equation.line]));
}

/** How many equations a text has, once all are true. */
function expectTrue(text: string): number {
  expect(wrongIn(text)).toEqual([]);
  return equationsIn(text).length;
}

test.each(kinds)('every equation about `%s` is true', (kind) => {
  for (const graph of netsOf(kind, 60)) expectTrue(explained(graph));
});

test('every equation about random nets is true', () => {
  const nets = Array.from({ length: 60 }, (_, seed) => randomNet(seed));
  const counts = nets.map(({ spec, graph }) => [expectTrue(checked(spec, graph)), expectTrue(explained(graph))]);
  expect(counts.filter(([check]) => check).length).toBeGreaterThan(40);
  expect(counts.filter(([, explain]) => explain).length).toBeGreaterThan(50);
});

test('every equation about designed nets is true, also with expressions over sizes, and broken by one edit', () => {
  const counts = Array.from({ length: 24 }, (_, seed) => {
    const random = new Random(seed);
    const { spec, graph } = structuredNet(seed);
    const sorts = Array.from({ length: 3 }, () => random.pick([...Object.keys(breakages), 'input']));
    const wrong = sorts.flatMap((sort) => broken(spec, sort, random) ?? []);
    const { graph: sized } = compile(textOf(withSizes(spec, graph, random), seed));
    const printed = wrong.flatMap((one) =>
      compile(textOf(one, seed)).diagnostics.map((one) => renderHuman(one, plain)),
    );
    return [expectTrue(printed.join('\n')), sized && seed % 4 === 0 ? expectTrue(explained(sized)) : 0];
  });
  expect(sum(counts.map(([diagnosed = 0]) => diagnosed))).toBeGreaterThan(40);
  expect(sum(counts.map(([, explain = 0]) => explain))).toBeGreaterThan(500);
});

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

const CEILED = `modelc: 1
input: { height: 5, width: 5, channels: 1 }
layers:
  - max_pool2d: { kernel: 3, padding: 1, ceil_mode: true }
  - flatten: { size: 9 }
`;

test('a window that would start in the padding is a term of its own', () => {
  const notes = compile(CEILED).diagnostics.flatMap((one) => one.notes.map(({ message }) => message));
  expect(notes).toEqual([
    '4 = 1 channel x 2 x 2 in `flatten`',
    '2 comes from 5 at `input` (line 2), ceil((5 + 2 * 1 - 3) / 3) + 1 - 1 (the last window would start in the padding) = 2 in `max_pool2d` (line 4)',
  ]);
});

test.each([
  ['{ kernel: 3, dilation: 128, padding: same }', '1 + 128 * (3 - 1)', 257],
  ['{ kernel: 3, stride: 2 }', '1 + (3 - 1)', 3],
])('the receptive field of %s is %s', (attributes, formula, value) => {
  const { graph } = compile(
    `modelc: 1\ninput: { length: 999, channels: 1 }\nlayers: [{ conv1d: { filters: 1, ${attributes.slice(1)} }]`,
  );
  expect(graph && explainNode(graph, 'conv1d.receptive_field')).toMatchObject({ steps: [{}, { formula, value }] });
});

test.each([
  ['  = note: 2 comes from 5 at `input` (line 2), ceil((5 + 2 * 1 - 3) / 3) + 1 = 2 in `max_pool2d` (line 4)', 1],
  ['  = note: 5 = 1 channel x 2 x 2 in `flatten`', 1],
  ['  = note: 96 = 32 + 63 in `a` and `b`', 1],
  ['  5.667 = 16 / 3 + 2 / 3  up, line 2', 1],
  ['  12,000 = 3 x 4,001 (kernel)  dense, line 2', 1],
  ['  12 = 3 x 4 (kernel)  dense, line 2', 0],
])('negative control: %s', (line, wrong) => {
  expect(equationsIn(line)).toHaveLength(1);
  expect(wrongIn(line)).toHaveLength(wrong);
});
