import { compile } from '../../src/compiler/compile';
import { helpOf } from '../../src/diagnostics/wording';
import { summarizeGraph } from '../../src/summary/summary';
import { errorsOf, expectErrors, specWith } from '../support/marks';

/** The inputs of each join, by name. */
function joinsOf(text: string): readonly string[] {
  const { graph, diagnostics } = compile(text);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!graph) throw new Error('no graph');
  const joins = new Set(graph.nodes.flatMap(({ name, kind }) => (kind === 'add' ? [name] : [])));
  return summarizeGraph(graph).nodes.flatMap(({ name, from }) => (joins.has(name) ? [from.join(' ')] : []));
}

const branch = (a: string, b = '[tanh]'): string => `  - branch: { a: ${a}, b: ${b} }\n  - add`;

test.each([
  ['one whose condition holds', branch('{ when: true, layers: [relu] }'), ['a/relu b/tanh']],
  ['one whose condition does not hold', branch('{ when: false, layers: [relu] }'), ['b/tanh']],
  ['one without a condition', branch('{ layers: [relu] }'), ['a/relu b/tanh']],
  ['one without layers', branch('{ when: true, layers: [] }'), ['input b/tanh']],
  ['a size of the value that enters', branch('{ when: "${in.channels == 4}", layers: [relu] }'), ['a/relu b/tanh']],
  [
    'a size of the value that `from` names',
    `  - conv2d: { filters: 2, kernel: 1 }\n${branch('{ when: "${in.channels == 2}", layers: [relu] }').replace('\n  - add', '\n    from: input\n  - add')}`,
    ['b/tanh'],
  ],
  [
    'the other path of two branches with the same names',
    `${branch('{ when: false, layers: [relu] }')}\n${branch('[relu]')}`,
    ['b/tanh', 'a_2/relu b_2/tanh'],
  ],
])('a path with `when`: %s', (_name, layers, joins) => {
  expect(joinsOf(specWith(layers))).toEqual(joins);
});

test('each use of a block decides for itself', () => {
  const unit =
    'blocks:\n  unit:\n    params: { out: 8 }\n    layers:\n      - branch:\n          same: { when: "${in.channels == out}", layers: [relu] }\n          conv: [{ conv2d: { filters: "${out}", kernel: 1 } }]\n      - add\n';
  expect(joinsOf(specWith('  - use: unit\n  - use: unit', unit))).toEqual([
    'unit/conv/conv2d',
    'unit_2/same/relu unit_2/conv/conv2d',
  ]);
});

test.each([
  [
    'a name of one that is left out',
    `${branch('{ when: false, layers: [relu] }')}\n  - add: {}\n    from: [add, ‹a›]`,
    ['wiring/left-out'],
  ],
  [
    'a name before the branch',
    `  - relu: {}\n    from: ‹a›\n${branch('{ when: false, layers: [relu] }')}`,
    ['wiring/defined-below'],
  ],
  [
    'none that is left',
    '  - ‹branch›: { a: { when: false, layers: [relu] }, b: { when: false, layers: [tanh] } }\n  - add',
    ['wiring/empty-branch'],
  ],
  [
    'a share of a split',
    '  - split: { a: ‹{ when: false, layers: [relu] }›, b: [tanh] }\n  - concat',
    ['wiring/no-path'],
  ],
  ['a layer that is no list', branch('‹{ relu: {} }›'), ['wiring/no-path']],
  ['layers that are no list', branch('‹{ when: true, layers: relu }›'), ['wiring/no-path']],
  ['another key', branch('{ ‹wen›: true, layers: [relu] }'), ['schema/unknown-key']],
  ['a misspelt key', branch('{ when: true, ‹layer›: [relu] }'), ['schema/unknown-key']],
  ['a condition alone', branch('‹{ when: true }›'), ['wiring/no-path']],
  ['a condition that is none', branch('{ when: ‹3›, layers: [relu] }'), ['schema/shape-of']],
  ['a mistake inside', branch('{ when: true, layers: [‹rleu›] }'), ['schema/unknown-kind']],
])('a path with `when` is wrong: %s', (_name, layers, codes) => expectErrors(specWith(layers), codes));

test('a value of `let` that only the condition of a path uses is used', () => {
  const layers = branch('{ when: "${deep}", layers: [relu] }');
  expect(errorsOf(specWith(layers, 'let: { deep: false }\n'))).toEqual([]);
});

test('a branch of which nothing is left says what to keep', () => {
  const text = specWith('  - branch: { a: { when: false, layers: [relu] } }\n  - add');
  expect(compile(text).diagnostics.map(helpOf)).toContain(
    'keep a path, such as `skip: []`: the `when` of each path is false here',
  );
});
