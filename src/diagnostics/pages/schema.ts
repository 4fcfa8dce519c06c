import type { schema } from '../messages/schema';
import { type Page, page } from './page';

export const schemaPages: { readonly [C in keyof typeof schema]: Page } = {
  'schema/not-a-spec': page(
    'A spec is a map: keys such as `input` and `layers`, each with its value. This file is something else.',
    { spec: '- relu\n', made: () => '- relu\n' },
    'modelc: 1\ninput: { features: 3 }\nlayers:\n  - relu\n',
  ),
  'schema/version-missing': page(
    'The language may change. A spec says for which version it was written, so that it means the same for ever.',
    { spec: 'input: { features: 3 }\nlayers: [relu]\n', made: () => 'input: { features: 3 }\nlayers: [relu]\n' },
    'modelc: 1\ninput: { features: 3 }\nlayers: [relu]\n',
  ),
  'schema/version': page(
    'This modelc reads version 1 of the language. Nothing else of the file is judged: in another version it may mean something else.',
    'modelc: "1"\ninput: { features: 3 }\nlayers: [relu]\n',
    'modelc: 1\ninput: { features: 3 }\nlayers: [relu]\n',
  ),
  'schema/missing': page(
    'Some keys have no default, for no value would be right more often than another.',
    'layers:\n  - conv2d: { filters: 8 }\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n',
  ),
  'schema/sharing': page(
    'Two layers share weights where the later one says `weights`, beside its kind, with the name of the earlier one.',
    'layers:\n  - conv2d: { filters: 4, kernel: 1 }\n    name: one\n  - conv2d: { filters: 4, kernel: 1 }\n    share_weights: one\n',
    'layers:\n  - conv2d: { filters: 4, kernel: 1 }\n    name: one\n  - conv2d: { filters: 4, kernel: 1 }\n    weights: one\n',
  ),
  'schema/unknown-key': page(
    'Keys are a closed set, so that a slip cannot pass for something that is left out. `docs/layers.md` lists those of each layer.',
    'layers:\n  - conv2d: { filter: 8, kernel: 3 }\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n',
  ),
  'schema/unknown-kind': page(
    'The kinds of layers are a closed set, listed in `docs/layers.md`. Names of other frameworks are understood in the suggestion.',
    'layers:\n  - MaxPooling2D: { kernel: 2 }\n',
    'layers:\n  - max_pool2d: { kernel: 2 }\n',
  ),
  'schema/unknown-choice': page(
    'Here one of a few words must stand, alone or with settings below it.',
    'layers: [flatten, { dense: { units: 10 } }]\ninput: { height: 28, width: 28, channels: 1 }\ntrain: { dataset: mnist, optimizer: addam }\n',
    'layers: [flatten, { dense: { units: 10 } }]\ninput: { height: 28, width: 28, channels: 1 }\ntrain: { dataset: mnist, optimizer: adam }\n',
  ),
  'schema/value': page(
    'The value is of another type than the key takes, or out of its range. Where an expression made it, the place is that of the number it was made from.',
    'layers:\n  - dropout: { rate: 1.5 }\n',
    'layers:\n  - dropout: { rate: 0.5 }\n',
  ),
  'schema/shape-of': page(
    'A map, a list or a word was needed, and something else stands here.',
    'layers:\n  - conv2d: 8\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n',
  ),
  'schema/no-kind': page(
    'An item of `layers` needs a kind: a layer, or one of `use`, `branch`, `repeat` and `side`. What stands beside it does not make one.',
    'layers:\n  - name: first\n',
    'layers:\n  - relu: {}\n    name: first\n',
  ),
  'schema/two-kinds': page(
    'An item is one layer. Each begins with a `- ` of its own.',
    'layers:\n  - relu: {}\n    tanh: {}\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - tanh\n',
  ),
  'schema/misplaced-sibling': page(
    '`name`, `from`, `when`, `expect` and `output` stand beside the kind of an item; its attributes stand below the kind.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3, name: first }\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n    name: first\n',
  ),
  'schema/misplaced-attribute': page(
    'The attributes of a layer stand below its kind, two spaces further in, and not beside it.',
    'layers:\n  - conv2d:\n    filters: 8\n    kernel: 3\n',
    'layers:\n  - conv2d:\n      filters: 8\n      kernel: 3\n',
  ),
  'schema/not-indented': page(
    'What belongs to a section stands below it, further in.',
    'input:\nheight: 8\nwidth: 8\nchannels: 4\nlayers: [relu]\n',
    'input:\n  height: 8\n  width: 8\n  channels: 4\nlayers: [relu]\n',
  ),
  'schema/input-form': page(
    'An input is an image, with `height`, `width` and `channels`; a vector, with `features`; or sizes in order, with `shape`. Never half of one, or two at once.',
    'input: { height: 28, width: 28 }\nlayers: [relu]\n',
    'input: { height: 28, width: 28, channels: 1 }\nlayers: [relu]\n',
  ),
  'schema/input-twice': page(
    '`input` is the only one. Where there are several, all of them stand in `inputs`.',
    'input: { features: 3 }\ninputs: { other: { features: 4 } }\nlayers: [relu]\n',
    'inputs: { one: { features: 3 }, other: { features: 4 } }\nlayers:\n  - concat: {}\n    from: [one, other]\n',
  ),
  'schema/preprocess-length': page(
    'A mean, or a deviation, is one number for all channels, or one for each.',
    'input: { height: 8, width: 8, channels: 3, preprocess: { mean: [0.5, 0.5] } }\nlayers: [relu]\n',
    'input: { height: 8, width: 8, channels: 3, preprocess: { mean: [0.5, 0.5, 0.5] } }\nlayers: [relu]\n',
  ),
  'schema/empty-layers': page(
    'A list of layers needs at least one. A path of a branch alone may be empty: it hands its value on.',
    'blocks:\n  unit: { layers: [] }\nlayers: [{ use: unit }]\n',
    'blocks:\n  unit: { layers: [relu] }\nlayers: [{ use: unit }]\n',
  ),
};
