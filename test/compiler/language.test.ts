import { compile } from '../../src/compiler/compile';
import { helpOf } from '../../src/diagnostics/wording';
import { mainOutput } from '../../src/graph/graph';
import { summarizeGraph } from '../../src/summary/summary';
import { expectErrors, specWith } from '../support/marks';

/** Each node as `name <- inputs: shape`. */
function nodesOf(text: string, settings: Readonly<Record<string, string>> = {}): string[] {
  const { graph, diagnostics } = compile(text, 'spec.yaml', { settings: new Map(Object.entries(settings)) });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!graph) throw new Error('no graph');
  return summarizeGraph(graph).nodes.map(
    ({ name, from, output }) => `${name} <- ${from.join(', ')}: ${output?.join(' x ')}`,
  );
}

const CONV = 'conv2d: { filters: 4, kernel: 1 }';

describe('repeat', () => {
  test('each iteration has its own names and weights, and follows the previous one', () => {
    expect(
      nodesOf(specWith(`  - repeat: { times: 2, layers: [{ ${CONV} }, relu] }\n    name: stage\n  - tanh`)),
    ).toEqual([
      'stage/0/conv2d <- input: 8 x 8 x 4',
      'stage/0/relu <- stage/0/conv2d: 8 x 8 x 4',
      'stage/1/conv2d <- stage/0/relu: 8 x 8 x 4',
      'stage/1/relu <- stage/1/conv2d: 8 x 8 x 4',
      'tanh <- stage/1/relu: 8 x 8 x 4',
    ]);
  });

  test('its counter can be used in expressions and names, and counters nest', () => {
    const inner =
      'repeat: { times: 2, as: j, layers: [{ conv2d: { filters: "${4 * i + j + 1}", kernel: 1 }, name: "c_${i}_${j}" }] }';
    expect(nodesOf(specWith(`  - repeat:\n      times: 2\n      as: i\n      layers:\n        - ${inner}`))).toEqual([
      'repeat/0/repeat/0/c_0_0 <- input: 8 x 8 x 1',
      'repeat/0/repeat/1/c_0_1 <- repeat/0/repeat/0/c_0_0: 8 x 8 x 2',
      'repeat/1/repeat/0/c_1_0 <- repeat/0/repeat/1/c_0_1: 8 x 8 x 5',
      'repeat/1/repeat/1/c_1_1 <- repeat/1/repeat/0/c_1_0: 8 x 8 x 6',
    ]);
  });

  test('no iterations are the identity, its name refers to the last, and from feeds the first', () => {
    expect(
      nodesOf(
        specWith(
          '  - relu\n  - repeat: { times: 0, layers: [tanh] }\n    name: none\n  - repeat: { times: 2, layers: [tanh] }\n    name: some\n    from: input\n  - add: {}\n    from: [none, some]\n  - add: {}\n    from: [some/0, some/1/tanh]',
        ),
      ),
    ).toEqual([
      'relu <- input: 8 x 8 x 4',
      'some/0/tanh <- input: 8 x 8 x 4',
      'some/1/tanh <- some/0/tanh: 8 x 8 x 4',
      'add <- relu, some/1/tanh: 8 x 8 x 4',
      'add_2 <- some/0/tanh, some/1/tanh: 8 x 8 x 4',
    ]);
  });

  test('an iteration sees the names around the repeat', () => {
    expect(
      nodesOf(
        specWith(
          '  - relu: {}\n    name: stem\n  - repeat: { times: 2, layers: [tanh, { add: , from: [tanh, stem] }] }',
        ),
      ).at(-1),
    ).toBe('repeat/1/add <- repeat/1/tanh, stem: 8 x 8 x 4');
  });

  test('its iterations are in the tree of the graph', () => {
    const { graph } = compile(specWith('  - repeat: { times: 3, layers: [relu] }'));
    const [step] = graph?.body.steps ?? [];
    expect(
      step?.type === 'repeat' && step.repeat.iterations.map(({ body: { inputs, result } }) => [inputs, result]),
    ).toEqual([
      [[0], 1],
      [[1], 2],
      [[2], 3],
    ]);
  });

  test.each([
    ['without iterations', '  - ‹repeat›: { layers: [relu] }', ['schema/missing']],
    ['without layers', '  - ‹repeat›: { times: 2 }', ['schema/empty-layers']],
    ['of a number', '  - repeat: ‹4›', ['schema/shape-of']],
    ['as a word', '  - ‹repeat›', ['schema/missing']],
    ['of a fraction', '  - repeat: { times: ‹1.5›, layers: [relu] }', ['schema/value']],
    ['of less than nothing', '  - repeat: { times: ‹-1›, layers: [relu] }', ['schema/value']],
    ['of too many iterations', '  - repeat: { times: ‹1000000000›, layers: [relu] }', ['graph/too-many-nodes']],
    [
      'of too many iterations by nesting',
      `  - repeat: { times: ‹1000›, layers: [{ ${'repeat: { times: 1000, layers: [{ '.repeat(2)}repeat: { times: 1000, layers: [{ side: { layers: [{ branch: { a: [] } }, add] } }] }${' }] }'.repeat(3)}`,
      ['graph/too-many-nodes'],
    ],
    ['with an unknown key', '  - repeat: { ‹time›: 2, layers: [relu] }', ['schema/unknown-key']],
    [
      'with a counter that is a word of expressions',
      '  - repeat: { times: 2, as: ‹if›, layers: [relu] }',
      ['names/reserved'],
    ],
    [
      'with its counter outside',
      '  - repeat: { times: 2, as: i, layers: [relu] }\n  - dropout: { rate: "${‹i›}" }',
      ['expression/unknown-name'],
    ],
    [
      'with a name that breaks the rules in some iteration',
      '  - repeat: { times: 2, as: i, layers: [{ relu: , name: ‹"${i}th"› }] }',
      ['names/invalid'],
    ],
    [
      'with an error reported once',
      '  - repeat: { times: 5, layers: [{ max_pool2d: { kernel: ‹5› } }] }',
      ['shape/kernel-too-big'],
    ],
  ])('%s', (_name, layers, codes) => expectErrors(specWith(layers), codes));
});

describe('side', () => {
  test('leaves the main line unchanged, and its name refers to its last value', () => {
    expect(
      nodesOf(
        specWith(
          '  - relu\n  - side: { layers: [tanh, sigmoid] }\n    name: aux\n  - conv2d: { filters: 2, kernel: 1 }\n  - softmax: {}\n    from: aux',
        ),
      ),
    ).toEqual([
      'relu <- input: 8 x 8 x 4',
      'aux/tanh <- relu: 8 x 8 x 4',
      'aux/sigmoid <- aux/tanh: 8 x 8 x 4',
      'conv2d <- relu: 8 x 8 x 2',
      'softmax <- aux/sigmoid: 8 x 8 x 4',
    ]);
  });

  test('does not join a branch', () => {
    expectErrors(specWith('  - branch: { a: [relu], b: [] }\n  - ‹side›: { layers: [relu] }'), [
      'wiring/branch-not-joined',
    ]);
  });
});

describe('when', () => {
  const unit =
    'blocks:\n  unit:\n    params: { norm: true }\n    layers:\n      - conv2d: { filters: 4, kernel: 1 }\n      - batch_norm: {}\n        when: "${norm}"\n      - relu\n';

  test('leaves an item out if it is false', () => {
    expect(
      nodesOf(specWith('  - use: unit\n  - use: unit\n    with: { norm: false }', unit)).map(
        (node) => node.split(' ')[0],
      ),
    ).toEqual(['unit/conv2d', 'unit/batch_norm', 'unit/relu', 'unit_2/conv2d', 'unit_2/relu']);
  });

  test('changes no other name, and two items may share one', () => {
    expect(
      nodesOf(
        specWith(
          '  - relu: {}\n    when: false\n  - relu\n  - tanh: {}\n    when: true\n    name: act\n  - relu: {}\n    when: "${1 > 2}"\n    name: act',
        ),
      ).map((node) => node.split(' ')[0]),
    ).toEqual(['relu_2', 'act']);
  });

  test('takes a whole branch with its join', () => {
    expect(
      nodesOf(specWith('  - branch: { a: [relu], b: [] }\n    when: false\n  - add:\n    when: false\n  - tanh')),
    ).toEqual(['tanh <- input: 8 x 8 x 4']);
  });

  test.each([
    [
      'a name that is left out',
      '  - relu: {}\n    name: r\n    when: false\n  - tanh: {}\n    from: ‹r›',
      ['wiring/left-out'],
    ],
    ['a condition that is a number', '  - relu: {}\n    when: ‹"${1 + 1}"›', ['schema/shape-of']],
    ['a condition without an expression', '  - relu: {}\n    when: ‹deep›', ['schema/shape-of']],
    [
      'a join whose branch is left out',
      '  - branch: { a: [relu], b: [] }\n    when: false\n  - ‹add›',
      ['wiring/nothing-to-join'],
    ],
  ])('%s', (_name, layers, codes) => expectErrors(specWith(layers), codes));
});

describe('let', () => {
  const spec =
    'modelc: 1\nlet: { width: 0.5, filters: "${32 * width}", size: 8 }\ninput: { height: "${size}", width: "${size}", channels: 3 }\nblocks: { unit: { params: { n: "${filters / 2}" }, layers: [{ conv2d: { filters: "${n + filters}", kernel: 1 } }] } }\nlayers: [{ use: unit }]\nexpect: { parameters: "${24 * (3 + 1)}" }\n';

  test('is visible in blocks, defaults, the input and expectations', () => {
    expect(nodesOf(spec)).toEqual(['unit/conv2d <- input: 8 x 8 x 24']);
  });

  test('is overridden by --set', () => {
    expect(nodesOf(spec.replace(/expect.*\n/, ''), { width: '1', size: '4' })).toEqual([
      'unit/conv2d <- input: 4 x 4 x 48',
    ]);
  });

  test('is hidden by a parameter of the same name', () => {
    expect(
      nodesOf(
        spec.replace('params: { n: "${filters / 2}" }', 'params: { n: 1, filters: 2 }').replace(/expect.*\n/, ''),
      ),
    ).toEqual(['unit/conv2d <- input: 8 x 8 x 3']);
  });

  test.each([
    ['a value that uses a later one', 'let: { a: ‹"${b}"›, b: 1 }\n', ['let/defined-below']],
    ['a wrong value is reported once', 'let: { a: "${1 / ‹0›}", b: "${a + 1}" }\n', ['expression/division-by-zero']],
    ['a map without a value for a key', 'let: { a: ‹{ b: }› }\n', ['schema/value']],
    ['a list', 'let: ‹[a]›\n', ['schema/shape-of']],
    ['a name with a minus', 'let: { ‹a-b›: 1 }\n', ['names/invalid']],
  ])('%s', (_name, rest, codes) => expectErrors(specWith('  - dropout: { rate: "${0.5}" }', rest), codes));

  test.each([
    ['an unknown name', { widht: '1' }, 'let/unknown-setting'],
    ['a value of another type', { width: 'wide' }, 'let/set-type'],
  ])('--set with %s', (_name, settings, code) => {
    const { diagnostics } = compile(spec, 'spec.yaml', { settings: new Map(Object.entries(settings)) });
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  test('--set of a value in a spec without any says how to declare it', () => {
    const { diagnostics } = compile(specWith('  - relu'), 'spec.yaml', { settings: new Map([['n', '3']]) });
    expect(diagnostics.map(helpOf)).toEqual(['declare it: `let: { n: 3 }`']);
  });
});

describe('parameters', () => {
  const block = (type: string) =>
    `blocks:\n  unit:\n    params: { act: ${type} }\n    layers:\n      - conv2d: { filters: 4, kernel: 1 }\n      - "\${act}"\n`;

  test('may be kinds or blocks', () => {
    const other = `${block('relu')}  pair: { layers: [tanh, sigmoid] }\n`;
    expect(nodesOf(specWith('  - use: unit\n  - use: unit\n    with: { act: pair }', other))).toEqual([
      'unit/conv2d <- input: 8 x 8 x 4',
      'unit/relu <- unit/conv2d: 8 x 8 x 4',
      'unit_2/conv2d <- unit/relu: 8 x 8 x 4',
      'unit_2/pair/tanh <- unit_2/conv2d: 8 x 8 x 4',
      'unit_2/pair/sigmoid <- unit_2/pair/tanh: 8 x 8 x 4',
    ]);
  });

  test('select what a use inserts, with its attributes', () => {
    const rest = 'let: { pool: max_pool2d }\n';
    expect(nodesOf(specWith('  - use: "${pool}"\n    with: { kernel: 2 }\n    name: p', rest))).toEqual([
      'p <- input: 4 x 4 x 4',
    ]);
  });

  test.each([
    ['a kind that is none', 'relu', '  - use: unit\n    with: { act: ‹rleu› }', ['schema/unknown-kind']],
    [
      'a number for a kind',
      '{ type: kind, default: relu }',
      '  - use: unit\n    with: { act: ‹3› }',
      ['blocks/parameter-type'],
    ],
    [
      'a default of another type',
      '{ type: kind, default: ‹3› }',
      '  - use: unit\n    with: { act: tanh }',
      ['blocks/parameter-type'],
    ],
    ['an unknown type', '{ type: ‹kidn›, default: relu }', '  - use: unit', ['schema/value']],
    ['an unknown key', '{ type: kind, ‹minimun›: 1, default: relu }', '  - use: unit', ['schema/unknown-key']],
    ['a misspelt key for its default', '{ type: kind, ‹defaulb›: relu }', '  - use: unit', ['schema/unknown-key']],
    ['a key that is none', '{ type: kind, ‹colour›: relu }', '  - use: unit', ['schema/unknown-key']],
    ['a default that is none', '{ type: kind, default: ‹rleu› }', '  - use: unit', ['schema/unknown-kind']],
  ])('%s', (_name, type, layers, codes) => {
    expectErrors(specWith(layers, block(type)), codes);
  });

  const sized =
    'blocks:\n  unit: { params: { n: { type: integer, minimum: 2, maximum: 8, default: 4 } }, layers: [{ conv2d: { filters: "${n}", kernel: 1 } }] }\n';
  test.each([
    ['below its minimum', '1'],
    ['above its maximum', '9'],
    ['a fraction', '2.5'],
    ['an expression that is too large', '"${3 * 3}"'],
  ])('a number %s', (_name, value) => {
    expectErrors(specWith(`  - use: unit\n    with: { n: ‹${value}› }`, sized), ['blocks/parameter-type']);
  });

  const padded =
    'blocks:\n  unit: { params: { p: { type: padding, default: same } }, layers: [{ conv2d: { filters: 2, kernel: 3, padding: "${p}" } }] }\n';
  test.each(['same', 'valid', '0', '"${1 + 1}"'])('a padding may be %s', (value) => {
    expectErrors(specWith(`  - use: unit\n    with: { p: ${value} }`, padded), []);
  });

  test('a padding may be causal along a length', () => {
    const blocks = padded.replace('conv2d', 'conv1d');
    const spec = specWith('  - use: unit\n    with: { p: causal }', blocks).replace(
      /input: .*/,
      'input: { length: 8, channels: 2 }',
    );
    expectErrors(spec, []);
  });

  test.each(['sane', '-1', '0.5', 'true'])('a padding cannot be %s', (value) => {
    expectErrors(specWith(`  - use: unit\n    with: { p: ‹${value}› }`, padded), ['blocks/parameter-type']);
  });

  test('a misspelt default is reported at its position, not at a use with a correct value', () => {
    const flagged =
      'blocks:\n  unit: { params: { f: ‹flase› }, layers: [{ relu: {}, when: "${f}" }, { tanh: {}, when: "${not f}" }] }\n';
    const layers = '  - { use: unit, name: a, with: { f: true } }\n  - { use: unit, name: b }';
    expectErrors(specWith(layers, flagged), ['schema/value']);
  });

  test('a key cannot be an expression', () => {
    expectErrors(specWith('  - ‹"${act}"›: { filters: 1 }'), ['expression/as-key']);
  });

  test('a block that uses itself through a parameter', () => {
    const rest =
      'blocks:\n  unit: { params: { inner: relu }, layers: [{ use: ‹"${inner}"›, with: { inner: unit } }] }\n';
    expectErrors(specWith('  - use: unit\n    with: { inner: unit }', rest), ['blocks/recursive']);
  });
});

describe('several inputs', () => {
  const two = (layers: string) =>
    `modelc: 1\ninputs:\n  left: { height: 4, width: 4, channels: 2 }\n  right: { features: 3 }\nlayers:\n${layers}\n`;

  test('of the model are selected with from', () => {
    expect(nodesOf(two('  - flatten: {}\n    from: left\n  - concat: {}\n    from: [flatten, right]'))).toEqual([
      'flatten <- left: 32',
      'concat <- flatten, right: 35',
    ]);
  });

  test('of a block are given in order', () => {
    const block =
      'blocks:\n  gate:\n    inputs: [value, by]\n    layers:\n      - sigmoid: {}\n        from: by\n      - add: {}\n        from: [value, sigmoid]\n';
    expect(nodesOf(specWith('  - relu\n  - use: gate\n    from: [relu, input]', block))).toEqual([
      'relu <- input: 8 x 8 x 4',
      'gate/sigmoid <- input: 8 x 8 x 4',
      'gate/add <- relu, gate/sigmoid: 8 x 8 x 4',
    ]);
  });

  test.each([
    ['a first layer without from', two('  - ‹flatten›'), ['wiring/needs-from']],
    [
      'no layer left',
      two('  - { relu: {}, from: left, when: false }\n  - { ‹tanh›: {}, from: right, when: false }'),
      ['wiring/no-value'],
    ],
    ['no layer on the main line', two('  - ‹side›: { layers: [flatten] }\n    from: left'), ['wiring/no-value']],
    [
      'a use of a block with no layer left',
      specWith(
        '  - { use: gate, from: [input, input], with: { on: false } }',
        'blocks: { gate: { inputs: [x, y], params: { on: { type: boolean } }, layers: [{ ‹add›: {}, from: [x, y], when: "${on}" }] } }\n',
      ),
      ['wiring/no-value'],
    ],
    ['input is the name of none', two('  - flatten: {}\n    from: ‹input›'), ['wiring/unknown-name']],
    ['both forms', specWith('  - relu', '‹inputs›: { a: { features: 1 } }\n'), ['schema/input-twice']],
    ['none', 'modelc: 1\ninputs: ‹{}›\nlayers: [relu]\n', ['schema/shape-of']],
    [
      'a wrong name',
      'modelc: 1\ninputs: { ‹1st›: { features: 1 }, b: { features: 1 } }\nlayers: [{ relu: , from: b }]\n',
      ['names/invalid'],
    ],
    [
      'a wrong size',
      'modelc: 1\ninputs: { ‹a›: { height: 1 }, b: { features: 1 } }\nlayers: [{ relu: , from: b }]\n',
      ['schema/input-form'],
    ],
    [
      'too few values for a block',
      specWith('  - use: ‹gate›', 'blocks: { gate: { inputs: [a, b], layers: [{ add: , from: [a, b] }] } }\n'),
      ['blocks/inputs'],
    ],
    [
      'too many values for a block',
      specWith('  - use: ‹gate›\n    from: [input, input]', 'blocks: { gate: { inputs: [a], layers: [relu] } }\n'),
      ['blocks/inputs'],
    ],
    [
      'a block whose first layer says no from',
      specWith('  - use: gate\n    from: [input, input]', 'blocks: { gate: { inputs: [a, b], layers: [‹relu›] } }\n'),
      ['wiring/needs-from'],
    ],
    [
      'inputs of a block as a word',
      specWith('  - relu', 'blocks: { gate: { inputs: ‹a›, layers: [relu] } }\n'),
      ['schema/shape-of'],
    ],
    [
      'the same input of a block twice',
      specWith('  - relu', 'blocks: { gate: { inputs: [a, ‹a›], layers: [{ relu: , from: a }] } }\n'),
      ['names/duplicate-input'],
    ],
  ])('%s', (_name, marked, codes) => expectErrors(marked, codes));
});

describe('outputs', () => {
  function outputsOf(text: string): string[] {
    const { graph, diagnostics } = compile(text);
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    return (graph?.outputs ?? []).map(
      ({ name, value, lossWeight, trainOnly, main }) =>
        `${name} = ${value} x ${lossWeight}${trainOnly ? ' train' : ''}${main ? ' main' : ''}`,
    );
  }

  test.each([
    ['the last value where no item says so', '  - relu\n  - tanh', ['tanh = 2 x 1 main']],
    [
      'the last value, next to train-only outputs',
      '  - relu: {}\n    output: { name: aux, train_only: true, loss_weight: 0.3 }\n  - tanh',
      ['aux = 1 x 0.3 train', 'tanh = 2 x 1 main'],
    ],
    ['those that items say, and no other', '  - relu: {}\n    output:\n  - tanh', ['relu = 1 x 1 main']],
    [
      'the main one where it is said',
      '  - relu: {}\n    output: { name: a }\n  - tanh: {}\n    output: { name: b, main: true }',
      ['a = 1 x 1', 'b = 2 x 1 main'],
    ],
    [
      'the end of a side path',
      '  - relu\n  - side: { layers: [tanh] }\n    name: s\n    output: { train_only: true }\n  - sigmoid',
      ['s = 2 x 1 train', 'sigmoid = 3 x 1 main'],
    ],
  ])('%s', (_name, layers, expected) => expect(outputsOf(specWith(layers))).toEqual(expected));

  test.each([
    [
      'two of one name',
      '  - relu: {}\n    output: { name: a }\n  - tanh: {}\n    output: { name: ‹a› }',
      ['outputs/duplicate'],
    ],
    [
      'two main ones',
      '  - relu: {}\n    output: { main: true }\n  - tanh: {}\n    ‹output›: { main: true }',
      ['outputs/two-main'],
    ],
    [
      'a main output that is train-only',
      '  - relu: {}\n    ‹output›: { main: true, train_only: true }',
      ['outputs/train-only-main'],
    ],
    ['only train-only outputs', '  - relu: {}\n    ‹output›: { train_only: true }', ['outputs/training-alone']],
    ['a name that is none', '  - relu: {}\n    output: { name: ‹a b› }', ['names/invalid']],
    ['a word', '  - relu: {}\n    output: ‹aux›', ['schema/shape-of']],
    ['an unknown key', '  - relu: {}\n    output: { ‹weight›: 1, name: a }', ['schema/unknown-key']],
    [
      'an output among the attributes',
      '  - conv2d: { filters: 1, kernel: 1, ‹output›: {} }',
      ['schema/misplaced-sibling'],
    ],
  ])('%s', (_name, layers, codes) => expectErrors(specWith(layers), codes));

  test('nodes that only training needs are marked', () => {
    const { graph } = compile(
      specWith('  - relu\n  - side: { layers: [{ flatten: , output: { train_only: true } }] }\n  - tanh'),
    );
    if (!graph) throw new Error('no graph');
    expect(mainOutput(graph).name).toBe('tanh');
    expect(summarizeGraph(graph).nodes.map(({ name, trainOnly }) => [name, trainOnly])).toEqual([
      ['relu', false],
      ['side/flatten', true],
      ['tanh', false],
    ]);
  });
});

test('two files, or two parts of one, may not declare the same name', () => {
  expectErrors(specWith('  - relu', 'blocks: { a: { layers: [relu] }, ‹a›: { layers: [relu] } }\n'), [
    'yaml/duplicate-key',
  ]);
});

test('training a model with several inputs is an error', () => {
  expectErrors(
    'modelc: 1\ninputs: { a: { features: 4 }, b: { features: 4 } }\nlayers: [{ add: , from: [a, b] }]\n‹train›: { dataset: mnist }\n',
    ['train/several-inputs'],
  );
});
