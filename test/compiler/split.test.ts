import { compile } from '../../src/compiler/compile';
import { valuesOf } from '../../src/dimensions/dimension';
import { nameOfValue } from '../../src/graph/graph';
import { expectErrors, specWith } from '../support/marks';

/** `name <- inputs: shape` of every node of a spec that must be right. */
function nodesOf(text: string): string[] {
  const { graph, ok, diagnostics } = compile(text);
  if (!graph || !ok) throw new Error(diagnostics.map(({ code }) => code).join());
  return graph.nodes.map(({ id, name, inputs }) => {
    const from = inputs.map((input) => nameOfValue(graph, input)).join(', ');
    return `${name} <- ${from}: ${valuesOf(graph.typings.get(id)?.output ?? []).join(' x ')}`;
  });
}

// The input is 8 x 8 x 4.
test.each([
  [
    'equal shares of the channels',
    '  - split: { keep: [], work: [relu] }\n  - concat\n  - channel_shuffle: { groups: 2 }',
    [
      'keep/share <- input: 8 x 8 x 2',
      'work/share <- input: 8 x 8 x 2',
      'work/relu <- work/share: 8 x 8 x 2',
      'concat <- keep/share, work/relu: 8 x 8 x 4',
      'channel_shuffle <- concat: 8 x 8 x 4',
    ],
  ],
  [
    'sizes',
    '  - split: { a: [], b: [], c: [] }\n    sizes: [1, "${in.channels - 2}", 1]\n  - concat',
    [
      'a/share <- input: 8 x 8 x 1',
      'b/share <- input: 8 x 8 x 2',
      'c/share <- input: 8 x 8 x 1',
      'concat <- a/share, b/share, c/share: 8 x 8 x 4',
    ],
  ],
  [
    'another axis',
    '  - split: { top: [], bottom: [tanh] }\n    axis: height\n  - concat: { axis: height }',
    [
      'top/share <- input: 4 x 8 x 4',
      'bottom/share <- input: 4 x 8 x 4',
      'bottom/tanh <- bottom/share: 4 x 8 x 4',
      'concat <- top/share, bottom/tanh: 8 x 8 x 4',
    ],
  ],
  [
    'the features of a vector, from a named item, in a path of the same name twice',
    '  - flatten: {}\n    name: flat\n  - split: { a: [], b: [] }\n    from: flat\n  - add\n  - split: { a: [], b: [] }\n  - add',
    [
      'flat <- input: 256',
      'a/share <- flat: 128',
      'b/share <- flat: 128',
      'add <- a/share, b/share: 128',
      'a_2/share <- add: 64',
      'b_2/share <- add: 64',
      'add_2 <- a_2/share, b_2/share: 64',
    ],
  ],
])('a split into %s', (_name, layers, nodes) => {
  expect(nodesOf(specWith(layers))).toEqual(nodes);
});

test.each([
  ['that does not come out even', '  - ‹split›: { a: [], b: [], c: [] }\n  - concat', ['shape/split']],
  [
    'into sizes that are not all of it',
    '  - split: { a: [], b: [] }\n    sizes: ‹[1, 2]›\n  - concat',
    ['shape/split'],
  ],
  ['into too few sizes', '  - split: { a: [], b: [] }\n    sizes: ‹[4]›\n  - concat', ['shape/split']],
  ['into a size of zero', '  - split: { a: [], b: [] }\n    sizes: [4, ‹0›]\n  - concat', ['schema/value']],
  [
    'along an axis that the value lacks',
    '  - split: { a: [], b: [] }\n    axis: ‹length›\n  - concat',
    ['shape/no-axis'],
  ],
  ['along a word that is no axis', '  - split: { a: [], b: [] }\n    axis: ‹rows›\n  - concat', ['schema/value']],
  ['without a join', '  - split: { a: [], b: [] }\n  - ‹tanh›', ['wiring/branch-not-joined']],
  ['without paths', '  - split: ‹{}›\n  - concat', ['wiring/empty-branch']],
  ['of nothing', '  - ‹split›\n  - concat', ['wiring/empty-branch']],
  ['with an unknown key', '  - split: { a: [], b: [] }\n    ‹axes›: width\n  - concat', ['schema/unknown-key']],
  [
    'with a layer that has the name of the share',
    '  - split: { a: [{ relu: , name: ‹share› }], b: [] }\n  - concat',
    ['names/duplicate'],
  ],
])('a split %s is an error', (_name, layers, codes) => {
  expectErrors(specWith(layers), codes);
});
