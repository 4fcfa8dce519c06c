import type { wiring } from '../messages/wiring';
import { type Page, page } from './page';

const deep = (levels: number): string => {
  const blocks = Array.from({ length: levels }, (_, at) => `  b${at}: { layers: [{ use: b${at + 1} }] }`);
  return `blocks:\n${blocks.join('\n')}\n  b${levels}: { layers: [relu] }\nlayers: [{ use: b0 }]\n`;
};

export const wiringPages: { readonly [C in keyof typeof wiring]: Page } = {
  'names/invalid': page(
    'Names become keys of weights and identifiers in generated code. They consist of letters, digits, `_` and `-`, and start with a letter.',
    'layers:\n  - relu: {}\n    name: 1st\n',
    'layers:\n  - relu: {}\n    name: first\n',
  ),
  'names/reserved': page(
    'The word already has a meaning: `input` is the value that enters the model or block.',
    'layers:\n  - relu: {}\n    name: input\n',
    'layers:\n  - relu: {}\n    name: entry\n',
  ),
  'names/duplicate': page(
    'Names must be unique in their list, because `from` and the keys of weights refer to them. A layer without a name is named after its kind.',
    'layers:\n  - conv2d: { filters: 8, kernel: 1 }\n    name: stem\n  - tanh: {}\n    name: stem\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 1 }\n    name: stem\n  - tanh: {}\n    name: bent\n',
  ),
  'names/clash': page(
    'Two of the included files declare the same block or `let` value.',
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
    'The inputs of a block need different names, because `from` inside the block refers to them.',
    'blocks:\n  sum:\n    inputs: [a, a]\n    layers:\n      - add: {}\n        from: [a, a]\nlayers:\n  - use: sum\n    from: [input, input]\n',
    'blocks:\n  sum:\n    inputs: [a, b]\n    layers:\n      - add: {}\n        from: [a, b]\nlayers:\n  - use: sum\n    from: [input, input]\n',
  ),
  'wiring/unknown-name': page(
    '`from` names a layer, path, use of a block or input above it, in the same list or an enclosing one.',
    'layers:\n  - conv2d: { filters: 8, kernel: 1 }\n    name: stem\n  - tanh: {}\n    from: stme\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 1 }\n    name: stem\n  - tanh: {}\n    from: stem\n',
  ),
  'wiring/defined-below': page(
    'An item can only use values from above it. This keeps the graph free of cycles.',
    'layers:\n  - add: {}\n    from: [input, late]\n  - tanh: {}\n    name: late\n',
    'layers:\n  - tanh: {}\n    name: early\n  - add: {}\n    from: [input, early]\n',
  ),
  'wiring/itself': page(
    'A layer cannot use its own output.',
    'layers:\n  - relu: {}\n    name: bend\n    from: bend\n',
    'layers:\n  - relu: {}\n    name: bend\n    from: input\n',
  ),
  'wiring/outside-block': page(
    'A block sees only its own inputs and layers, not the names around it, so that it means the same wherever it is used.',
    'blocks:\n  unit:\n    layers:\n      - relu: {}\n        from: stem\nlayers:\n  - tanh: {}\n    name: stem\n  - use: unit\n',
    'blocks:\n  unit:\n    layers:\n      - conv2d: { filters: 8, kernel: 1 }\n        from: input\nlayers:\n  - tanh: {}\n    name: stem\n  - use: unit\n    from: stem\n',
  ),
  'wiring/left-out': page(
    'The named layer is left out by its `when`, so it has no value.',
    'layers:\n  - conv2d: { filters: 4, kernel: 1 }\n    name: extra\n    when: false\n  - add: {}\n    from: [input, extra]\n',
    'layers:\n  - conv2d: { filters: 4, kernel: 1 }\n    name: extra\n    when: true\n  - add: {}\n    from: [input, extra]\n',
  ),
  'wiring/needs-from': page(
    'With several inputs, the first layer must say which one it takes.',
    'inputs: { left: { features: 3 }, right: { features: 4 } }\nlayers:\n  - dense: { units: 2 }\n',
    'inputs: { left: { features: 3 }, right: { features: 4 } }\nlayers:\n  - concat: {}\n    from: [left, right]\n  - dense: { units: 2 }\n',
  ),
  'wiring/no-value': page(
    'A single input passes through a list whose items are all left out. With several inputs it is not known which one that would be, so one item must be left.',
    'inputs: { left: { features: 3 }, right: { features: 3 } }\nlayers:\n  - relu: {}\n    when: false\n    from: left\n',
    'inputs: { left: { features: 3 }, right: { features: 3 } }\nlayers:\n  - relu: {}\n    when: true\n    from: left\n',
  ),
  'wiring/several-from': page(
    'Only a join takes several values.',
    'layers:\n  - tanh: {}\n    name: a\n  - relu: {}\n    from: [input, a]\n',
    'layers:\n  - tanh: {}\n    name: a\n  - concat: {}\n    from: [input, a]\n  - relu\n',
  ),
  'wiring/branch-not-joined': page(
    'A branch produces one value per path. The next item must join them: `concat`, `add`, `subtract`, `multiply` or `maximum`.',
    'layers:\n  - branch: { a: [tanh], b: [] }\n  - dropout: { rate: 0.5 }\n',
    'layers:\n  - branch: { a: [tanh], b: [] }\n  - add\n  - dropout: { rate: 0.5 }\n',
  ),
  'wiring/nothing-to-join': page(
    'A join needs at least two values: the paths of the branch right before it, or names in `from`.',
    'layers:\n  - tanh\n  - add\n',
    'layers:\n  - branch: { bent: [tanh], plain: [] }\n  - add\n',
  ),
  'wiring/empty-branch': page(
    'A branch without paths has nothing to join.',
    'layers:\n  - branch: {}\n  - add\n',
    'layers:\n  - branch: { bent: [tanh], plain: [] }\n  - add\n',
  ),
  'wiring/no-path': page(
    'Each path is a list, even with one layer or none.',
    'layers:\n  - branch: { bent: tanh, plain: [] }\n  - add\n',
    'layers:\n  - branch: { bent: [tanh], plain: [] }\n  - add\n',
  ),
  'wiring/join-from-branch': page(
    'Right after a branch, a join takes the paths of the branch. `from` would name other values.',
    'layers:\n  - branch: { bent: [tanh], plain: [] }\n  - add: {}\n    from: [input, input]\n',
    'layers:\n  - branch: { bent: [tanh], plain: [] }\n  - add\n',
  ),
  'blocks/unknown': page(
    'No block has this name, in the spec or in the files that it includes.',
    'blocks:\n  unit: { layers: [relu] }\nlayers: [{ use: unti }]\n',
    'blocks:\n  unit: { layers: [relu] }\nlayers: [{ use: unit }]\n',
  ),
  'blocks/recursive': page(
    'A block that uses itself would expand forever.',
    'blocks:\n  a: { layers: [{ use: b }] }\n  b: { layers: [{ use: a }] }\nlayers: [{ use: a }]\n',
    'blocks:\n  a: { layers: [{ use: b }] }\n  b: { layers: [relu] }\nlayers: [{ use: a }]\n',
  ),
  'blocks/too-deep': page(
    'Blocks are nested more than a hundred levels deep, which no net needs.',
    { spec: 'blocks: # ... b0 uses b1, b1 uses b2, and so on to b120\n', made: () => deep(120) },
    'blocks:\n  a: { layers: [{ use: b }] }\n  b: { layers: [relu] }\nlayers: [{ use: a }]\n',
  ),
  'blocks/inputs': page(
    'A block that declares inputs takes that many values, in that order.',
    'blocks:\n  sum:\n    inputs: [a, b]\n    layers:\n      - add: {}\n        from: [a, b]\nlayers:\n  - use: sum\n',
    'blocks:\n  sum:\n    inputs: [a, b]\n    layers:\n      - add: {}\n        from: [a, b]\nlayers:\n  - tanh\n  - use: sum\n    from: [input, tanh]\n',
  ),
  'blocks/unknown-parameter': page(
    'A block has only the parameters that its `params` declare.',
    'blocks:\n  unit: { params: { out: 8 }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit, with: { uot: 4 } }]\n',
    'blocks:\n  unit: { params: { out: 8 }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit, with: { out: 4 } }]\n',
  ),
  'blocks/missing-parameter': page(
    'Every use must pass the parameters that have no default.',
    'blocks:\n  unit: { params: { out }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit }]\n',
    'blocks:\n  unit: { params: { out }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit, with: { out: 4 } }]\n',
  ),
  'blocks/parameter-type': page(
    'A parameter has the type that its `type` states, or the type of its default.',
    'blocks:\n  unit: { params: { out: 8 }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit, with: { out: many } }]\n',
    'blocks:\n  unit: { params: { out: 8 }, layers: [{ conv2d: { filters: "${out}", kernel: 1 } }] }\nlayers: [{ use: unit, with: { out: 4 } }]\n',
  ),
  'blocks/with-without-use': page(
    '`with` passes parameters to a block. The attributes of a layer go below its kind.',
    'layers:\n  - dropout: { rate: 0.5 }\n    with: { rate: 0.2 }\n',
    'layers:\n  - dropout: { rate: 0.2 }\n',
  ),
  'graph/too-many-nodes': page(
    'The spec expands to more layers than the limit, which usually means a mistake in a `repeat`. `--limit layers=N` raises the limit.',
    'layers:\n  - repeat: { times: 1000000, layers: [tanh] }\n',
    'layers:\n  - repeat: { times: 10, layers: [{ conv2d: { filters: 4, kernel: 1 } }, tanh] }\n',
  ),
};
