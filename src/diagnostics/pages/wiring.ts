import type { wiring } from '../messages/wiring';
import { type Page, page } from './page';

const deep = (levels: number): string => {
  const blocks = Array.from({ length: levels }, (_, at) => `  b${at}: { layers: [{ use: b${at + 1} }] }`);
  return `blocks:\n${blocks.join('\n')}\n  b${levels}: { layers: [relu] }\nlayers: [{ use: b0 }]\n`;
};

export const wiringPages: { readonly [C in keyof typeof wiring]: Page } = {
  'names/invalid': page(
    'Names become keys of weights and identifiers in generated code, so they are letters, digits, `_` and `-`, and begin with a letter.',
    'layers:\n  - relu: {}\n    name: 1st\n',
    'layers:\n  - relu: {}\n    name: first\n',
  ),
  'names/reserved': page(
    'The word means something already: `input` is the value that enters.',
    'layers:\n  - relu: {}\n    name: input\n',
    'layers:\n  - relu: {}\n    name: entry\n',
  ),
  'names/duplicate': page(
    'Names are unique in their list, since `from` and the keys of weights refer to them. A layer that nobody names has its kind for a name.',
    'layers:\n  - conv2d: { filters: 8, kernel: 1 }\n    name: stem\n  - tanh: {}\n    name: stem\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 1 }\n    name: stem\n  - tanh: {}\n    name: bent\n',
  ),
  'names/clash': page(
    'A block, or a value of `let`, is declared in two of the files that come together here.',
    {
      spec: 'include: [unit.yaml]\nblocks: { unit: { layers: [relu] } }\nlayers: [{ use: unit }]\n',
      files: { 'unit.yaml': 'modelc: 1\nblocks: { unit: { layers: [tanh] } }\n' },
    },
    {
      spec: 'include: [unit.yaml]\nblocks: { own: { layers: [relu] } }\nlayers: [{ use: own }]\n',
      files: { 'unit.yaml': 'modelc: 1\nblocks: { unit: { layers: [tanh] } }\n' },
    },
  ),
  'names/duplicate-input': page(
    'The inputs of a block have a name each, by which `from` inside of it takes them.',
    'blocks:\n  sum:\n    inputs: [a, a]\n    layers:\n      - add: {}\n        from: [a, a]\nlayers:\n  - use: sum\n    from: [input, input]\n',
    'blocks:\n  sum:\n    inputs: [a, b]\n    layers:\n      - add: {}\n        from: [a, b]\nlayers:\n  - use: sum\n    from: [input, input]\n',
  ),
  'wiring/unknown-name': page(
    '`from` names a layer, a path, the use of a block or an input that stands above it, in its own list or around it.',
    'layers:\n  - conv2d: { filters: 8, kernel: 1 }\n    name: stem\n  - tanh: {}\n    from: stme\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 1 }\n    name: stem\n  - tanh: {}\n    from: stem\n',
  ),
  'wiring/defined-below': page(
    'Values flow down the file. What stands below is not there yet; so no circle can be written.',
    'layers:\n  - add: {}\n    from: [input, late]\n  - tanh: {}\n    name: late\n',
    'layers:\n  - tanh: {}\n    name: early\n  - add: {}\n    from: [input, early]\n',
  ),
  'wiring/itself': page(
    'A layer cannot read what it makes.',
    'layers:\n  - relu: {}\n    name: bend\n    from: bend\n',
    'layers:\n  - relu: {}\n    name: bend\n    from: input\n',
  ),
  'wiring/outside-block': page(
    'A block is closed, so that it means the same wherever it is used: it sees its own inputs and layers, and no names around it.',
    'blocks:\n  unit:\n    layers:\n      - relu: {}\n        from: stem\nlayers:\n  - tanh: {}\n    name: stem\n  - use: unit\n',
    'blocks:\n  unit:\n    layers:\n      - conv2d: { filters: 8, kernel: 1 }\n        from: input\nlayers:\n  - tanh: {}\n    name: stem\n  - use: unit\n    from: stem\n',
  ),
  'wiring/left-out': page(
    'The layer that is named is left out by its `when`, so there is no value.',
    'layers:\n  - conv2d: { filters: 4, kernel: 1 }\n    name: extra\n    when: false\n  - add: {}\n    from: [input, extra]\n',
    'layers:\n  - conv2d: { filters: 4, kernel: 1 }\n    name: extra\n    when: true\n  - add: {}\n    from: [input, extra]\n',
  ),
  'wiring/needs-from': page(
    'With several inputs there is no value to begin with: the first layer says which it takes.',
    'inputs: { left: { features: 3 }, right: { features: 4 } }\nlayers:\n  - dense: { units: 2 }\n',
    'inputs: { left: { features: 3 }, right: { features: 4 } }\nlayers:\n  - concat: {}\n    from: [left, right]\n  - dense: { units: 2 }\n',
  ),
  'wiring/several-from': page(
    'Only a join takes several values.',
    'layers:\n  - tanh: {}\n    name: a\n  - relu: {}\n    from: [input, a]\n',
    'layers:\n  - tanh: {}\n    name: a\n  - concat: {}\n    from: [input, a]\n  - relu\n',
  ),
  'wiring/branch-not-joined': page(
    'A branch leaves several values, one a path. The next item says how they become one: `concat`, `add` or `multiply`.',
    'layers:\n  - branch: { a: [tanh], b: [] }\n  - dropout: { rate: 0.5 }\n',
    'layers:\n  - branch: { a: [tanh], b: [] }\n  - add\n  - dropout: { rate: 0.5 }\n',
  ),
  'wiring/nothing-to-join': page(
    'A join needs two values or more: the paths of the branch right before it, or names in `from`.',
    'layers:\n  - tanh\n  - add\n',
    'layers:\n  - branch: { bent: [tanh], plain: [] }\n  - add\n',
  ),
  'wiring/empty-branch': page(
    'A branch without paths would leave nothing to join.',
    'layers:\n  - branch: {}\n  - add\n',
    'layers:\n  - branch: { bent: [tanh], plain: [] }\n  - add\n',
  ),
  'wiring/no-path': page(
    'Each path is a list, also where it has one layer or none.',
    'layers:\n  - branch: { bent: tanh, plain: [] }\n  - add\n',
    'layers:\n  - branch: { bent: [tanh], plain: [] }\n  - add\n',
  ),
  'wiring/join-from-branch': page(
    'Right after a branch a join takes its paths; `from` would name other values.',
    'layers:\n  - branch: { bent: [tanh], plain: [] }\n  - add: {}\n    from: [input, input]\n',
    'layers:\n  - branch: { bent: [tanh], plain: [] }\n  - add\n',
  ),
  'blocks/unknown': page(
    'No block is called so, in the spec or in the files that it includes.',
    'blocks:\n  unit: { layers: [relu] }\nlayers: [{ use: unti }]\n',
    'blocks:\n  unit: { layers: [relu] }\nlayers: [{ use: unit }]\n',
  ),
  'blocks/recursive': page(
    'A block that came to use itself would never end.',
    'blocks:\n  a: { layers: [{ use: b }] }\n  b: { layers: [{ use: a }] }\nlayers: [{ use: a }]\n',
    'blocks:\n  a: { layers: [{ use: b }] }\n  b: { layers: [relu] }\nlayers: [{ use: a }]\n',
  ),
  'blocks/too-deep': page(
    'Blocks inside of blocks, more than a hundred levels deep: no net needs so many.',
    { spec: 'blocks: # ... b0 uses b1, b1 uses b2, and so on to b120\n', made: () => deep(120) },
    'blocks:\n  a: { layers: [{ use: b }] }\n  b: { layers: [relu] }\nlayers: [{ use: a }]\n',
  ),
  'blocks/inputs': page(
    'A block that names its inputs takes as many values, in that order.',
    'blocks:\n  sum:\n    inputs: [a, b]\n    layers:\n      - add: {}\n        from: [a, b]\nlayers:\n  - use: sum\n',
    'blocks:\n  sum:\n    inputs: [a, b]\n    layers:\n      - add: {}\n        from: [a, b]\nlayers:\n  - tanh\n  - use: sum\n    from: [input, tanh]\n',
  ),
  'blocks/unknown-parameter': page(
    'A block has the parameters that stand in its `params`, and no others.',
    'blocks:\n  unit: { params: { out: 8 }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit, with: { uot: 4 } }]\n',
    'blocks:\n  unit: { params: { out: 8 }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit, with: { out: 4 } }]\n',
  ),
  'blocks/missing-parameter': page(
    'A parameter without a default must be given by each use.',
    'blocks:\n  unit: { params: { out }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit }]\n',
    'blocks:\n  unit: { params: { out }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit, with: { out: 4 } }]\n',
  ),
  'blocks/parameter-type': page(
    'A parameter is what its `type` says, or else what its default is.',
    'blocks:\n  unit: { params: { out: 8 }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit, with: { out: many } }]\n',
    'blocks:\n  unit: { params: { out: 8 }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit, with: { out: 4 } }]\n',
  ),
  'blocks/with-without-use': page(
    '`with` gives values to the parameters of a block. A layer has attributes, which stand below its kind.',
    'layers:\n  - dropout: { rate: 0.5 }\n    with: { rate: 0.2 }\n',
    'layers:\n  - dropout: { rate: 0.2 }\n',
  ),
  'graph/too-many-nodes': page(
    'The spec comes to more layers than the limit, which mostly is a slip in a `repeat`. `--limit layers=N` raises it.',
    'layers:\n  - repeat: { times: 1000000, layers: [tanh] }\n',
    'layers:\n  - repeat: { times: 10, layers: [{ conv2d: { filters: 4, kernel: 1 } }, tanh] }\n',
  ),
};
