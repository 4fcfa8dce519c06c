import { expectErrors, specWith } from '../support/marks';

test.each([
  ['an unknown name', '  - relu: {}\n    from: ‹conv1›', ['wiring/unknown-name']],
  ['a misspelt name', '  - relu: {}\n    name: stem\n  - tanh: {}\n    from: ‹stme›', ['wiring/unknown-name']],
  [
    'a name that is defined below',
    '  - relu: {}\n    from: ‹late›\n  - tanh: {}\n    name: late',
    ['wiring/defined-below'],
  ],
  [
    'a circle of two',
    '  - relu: {}\n    name: a\n    from: ‹b›\n  - tanh: {}\n    name: b\n    from: a',
    ['wiring/defined-below'],
  ],
  ['its own name', '  - relu: {}\n    name: a\n    from: ‹a›', ['wiring/itself']],
  ['a number', '  - relu: {}\n    from: ‹3›', ['schema/shape-of']],
  ['an empty list of names', '  - relu: {}\n    from: ‹[]›', ['schema/shape-of']],
  ['two names for one value', '  - relu\n  - tanh: {}\n    from: [input, ‹relu›]', ['wiring/several-from']],
  ['the same name twice', '  - relu: {}\n    name: a\n  - tanh: {}\n    name: ‹a›', ['names/duplicate']],
  ['the name that another item has by its place', '  - relu: {}\n    name: ‹relu_2›\n  - relu', ['names/duplicate']],
  ['a join with nothing to join', '  - ‹concat›', ['wiring/nothing-to-join']],
  ['a join of one', '  - ‹add›: {}\n    from: input', ['wiring/nothing-to-join']],
  ['a branch that nothing joins', '  - branch: { a: [relu], b: [] }\n  - ‹tanh›', ['wiring/branch-not-joined']],
  ['a branch at the end', '  - ‹branch›: { a: [relu], b: [] }', ['wiring/branch-not-joined']],
  ['a branch without paths', '  - branch: ‹{}›\n  - concat', ['wiring/empty-branch']],
  ['a branch of nothing', '  - ‹branch›:\n  - concat', ['wiring/empty-branch']],
  ['a branch as a list', '  - ‹branch›: [relu]\n  - concat', ['wiring/empty-branch']],
  ['a path of nothing', '  - branch: { a: [relu], ‹b›: }\n  - concat', ['wiring/no-path']],
  ['a path as a word', '  - branch: { a: [relu], b: ‹relu› }\n  - concat', ['wiring/no-path']],
  ['a path with a wrong name', '  - branch: { a: [relu], ‹3x3›: [] }\n  - concat', ['names/invalid']],
  ['two paths of one name', '  - branch: { a: [relu], ‹a›: [] }\n  - concat', ['yaml/duplicate-key']],
  [
    'a path name that an item has',
    '  - tanh: {}\n    name: a\n  - branch: { ‹a›: [relu], c: [] }\n  - concat: {}\n    name: d',
    ['names/duplicate'],
  ],
  [
    'from beside the join of a branch',
    '  - branch: { a: [relu], b: [] }\n  - concat: {}\n    from: [‹a›, b]',
    ['wiring/join-from-branch'],
  ],
  ['a name beside a branch', '  - branch: { a: [relu], b: [] }\n    ‹name›: fork\n  - concat', ['schema/unknown-key']],
  [
    'a layer inside a path, with a wrong name',
    '  - branch: { a: [relu], b: [] }\n  - concat\n  - tanh: {}\n    from: ‹a/rleu›',
    ['wiring/unknown-name'],
  ],
])('%s', (_name, layers, codes) => expectErrors(specWith(layers), codes));

const BLOCK =
  'blocks:\n  unit:\n    params: { out: 4, size: }\n    layers:\n      - conv2d: { filters: "${out}", kernel: "${size}" }\n';

test.each([
  ['an unknown block', '  - use: ‹unti›\n    with: { size: 1 }', ['blocks/unknown']],
  ['a use of nothing', '  - use: ‹›', ['schema/shape-of']],
  ['a missing parameter', '  - use: ‹unit›', ['blocks/missing-parameter']],
  ['a misspelt parameter', '  - use: unit\n    with: { size: 1, ‹uot›: 3 }', ['blocks/unknown-parameter']],
  ['a parameter of the wrong type', '  - use: unit\n    with: { size: 1, out: ‹same› }', ['blocks/parameter-type']],
  ['parameters as a list', '  - use: unit\n    with: ‹[1]›', ['schema/shape-of']],
  ['a parameter that makes a wrong value', '  - use: unit\n    with: { size: ‹0› }', ['schema/value']],
])('%s', (_name, layers, codes) => expectErrors(specWith(layers, BLOCK), codes));

test.each([
  ['a misspelt key of a block', 'blocks:\n  unit: { ‹layer›: [relu] }\n', ['schema/unknown-key']],
  [
    'an unknown name in a block that nobody uses',
    'blocks:\n  unit: { layers: [{ relu: , from: ‹nowhere› }] }\n',
    ['wiring/unknown-name'],
  ],
  ['an unknown block in one that nobody uses', 'blocks:\n  unit: { layers: [{ use: ‹other› }] }\n', ['blocks/unknown']],
  [
    'an open branch in a block that nobody uses',
    'blocks:\n  unit: { layers: [{ ‹branch›: { a: [] } }] }\n',
    ['wiring/branch-not-joined'],
  ],
  ['a block without layers', 'blocks:\n  ‹unit›: {}\n', ['schema/empty-layers']],
  ['a block as a list', 'blocks:\n  unit: ‹[relu]›\n', ['schema/shape-of']],
  ['blocks as a list', 'blocks: ‹[relu]›\n', ['schema/shape-of']],
  ['an unknown key of a block', 'blocks:\n  unit: { ‹parameter›: {}, layers: [relu] }\n', ['schema/unknown-key']],
  ['a block with a wrong name', 'blocks:\n  ‹3x3›: { layers: [relu] }\n', ['names/invalid']],
  ['a mistake in a block that nothing uses', 'blocks:\n  unit: { layers: [‹rleu›] }\n', ['schema/unknown-kind']],
  [
    'a parameter called like an operator',
    'blocks:\n  unit: { params: { ‹if›: 1 }, layers: [relu] }\n',
    ['names/reserved'],
  ],
  ['a parameter with a minus', 'blocks:\n  unit: { params: { ‹a-b›: 1 }, layers: [relu] }\n', ['names/invalid']],
  [
    'a default that is a list of nothing',
    'blocks:\n  unit: { params: { a: ‹[{ b: }]› }, layers: [relu] }\n',
    ['blocks/parameter-type'],
  ],
  [
    'a default that uses a later parameter',
    'blocks:\n  unit: { params: { b: ‹"${a}"›, a: 1 }, layers: [relu] }\n',
    ['let/defined-below'],
  ],
  ['a block that uses itself', 'blocks:\n  unit: { layers: [relu, { use: ‹unit› }] }\n', ['blocks/recursive']],
  [
    'blocks that use each other',
    'blocks:\n  a: { layers: [{ use: b }] }\n  b: { layers: [{ use: ‹a› }] }\n',
    ['blocks/recursive'],
  ],
])('%s', (_name, blocks, codes) => expectErrors(specWith('  - relu', blocks), codes));

test('a block as if it were a kind', () => {
  expectErrors(specWith('  - ‹unit›', 'blocks:\n  unit: { layers: [relu] }\n'), ['schema/unknown-kind']);
});

test('an unused block may have parameters without values', () => {
  const blocks =
    'blocks:\n  ‹unit›: { params: { n: }, layers: [{ conv2d: { filters: "${n}", kernel: 1 } }, { use: inner, with: { m: "${n}" } }] }\n';
  expectErrors(
    specWith(
      '  - relu',
      `${blocks}  inner: { params: { m: }, layers: [{ conv2d: { filters: "\${m}", kernel: 1 } }] }\n`,
    ),
    ['blocks/unused'],
  );
});

test('the uses of a wrong block are not reported as well', () => {
  const marked = specWith('  - use: unit\n  - use: unit', 'blocks:\n  unit: { layers: ‹3› }\n')
    .replace('‹3›', '3')
    .replace('layers: 3', '‹layers›: 3');
  expectErrors(marked, ['schema/empty-layers']);
});

test('a block cannot see what is outside it', () => {
  const blocks = 'blocks:\n  unit:\n    layers:\n      - relu\n      - add: {}\n        from: [relu, ‹stem›]\n';
  expectErrors(specWith('  - tanh: {}\n    name: stem\n  - use: unit', blocks), ['wiring/outside-block']);
});

test('endless nesting of blocks is reported', () => {
  const blocks = Array.from(
    { length: 5000 },
    (_, level) => `  b${level}: { layers: [{ use: ${level === 99 ? '‹b100›' : `b${level + 1}`} }] }`,
  );
  expectErrors(specWith('  - use: b0', `blocks:\n${blocks.join('\n')}\n  b5000: { layers: [relu] }\n`), [
    'blocks/too-deep',
  ]);
});

test('endless nesting of blocks is reported in any order of declaration', () => {
  const blocks = Array.from(
    { length: 5000 },
    (_, level) =>
      `  b${level}: { layers: [${level === 0 ? 'relu' : `{ use: ${level === 100 ? '‹b99›' : `b${level - 1}`} }`}] }`,
  );
  expectErrors(specWith('  - use: b4999', `blocks:\n${blocks.join('\n')}\n`), ['blocks/too-deep']);
});

test('a path and a layer with the same name are one error', () => {
  const layers = '  - branch: { a: [relu], c: [] }\n  - add\n  - tanh: {}\n    name: ‹c›';
  expectErrors(specWith(layers), ['names/duplicate']);
});

test('exponential expansion of blocks is reported', () => {
  const levels = Array.from(
    { length: 20 },
    (_, level) =>
      `  b${level}: { layers: [${Array(4)
        .fill(level === 0 ? 'relu' : `{ use: b${level - 1} }`)
        .join(', ')}] }`,
  );
  const marked = specWith('  - use: ‹b19›', `blocks:\n${levels.join('\n')}\n`);
  expectErrors(marked, ['graph/too-many-nodes']);
});
