import type { schema } from '../messages/schema';
import { type Page, page } from './page';

export const schemaPages: { readonly [C in keyof typeof schema]: Page } = {
  'schema/not-a-spec': page(
    'A spec is a map with keys such as `input` and `layers`. This file is something else.',
    { spec: '- relu\n', made: () => '- relu\n' },
    'modelc: 1\ninput: { features: 3 }\nlayers:\n  - relu\n',
  ),
  'schema/version-missing': page(
    'Every spec states the language version that it was written for, so that its meaning never changes.',
    { spec: 'input: { features: 3 }\nlayers: [relu]\n', made: () => 'input: { features: 3 }\nlayers: [relu]\n' },
    'modelc: 1\ninput: { features: 3 }\nlayers: [relu]\n',
  ),
  'schema/version': page(
    'This modelc reads version 1. Nothing else in the file is checked, since it may mean something else in another version.',
    'modelc: "1"\ninput: { features: 3 }\nlayers: [relu]\n',
    'modelc: 1\ninput: { features: 3 }\nlayers: [relu]\n',
  ),
  'schema/missing': page(
    'Some keys are required, because no default would be right more often than another.',
    'layers:\n  - conv2d: { filters: 8 }\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n',
  ),
  'schema/sharing': page(
    'Two layers share weights if the later one has `weights`, next to its kind, with the name of the earlier one.',
    'layers:\n  - conv2d: { filters: 4, kernel: 1 }\n    name: one\n  - conv2d: { filters: 4, kernel: 1 }\n    share_weights: one\n',
    'layers:\n  - conv2d: { filters: 4, kernel: 1 }\n    name: one\n  - conv2d: { filters: 4, kernel: 1 }\n    weights: one\n',
  ),
  'schema/unknown-key': page(
    'Unknown keys are errors, so that a typo is never ignored. `docs/layers.md` lists the attributes of each layer.',
    'layers:\n  - conv2d: { filter: 8, kernel: 3 }\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n',
  ),
  'schema/unknown-kind': page(
    '`docs/layers.md` lists all layer kinds. For names from other frameworks, the error suggests the modelc name.',
    'layers:\n  - MaxPooling2D: { kernel: 2 }\n',
    'layers:\n  - max_pool2d: { kernel: 2 }\n',
  ),
  'schema/unsupported': page(
    'Other frameworks have this word, and modelc has nothing that does the same. It is not taken for a misspelt other word: that would change what the net computes. The help names what comes nearest.',
    'layers:\n  - fractional_max_pool2d: { kernel: 2 }\n',
    'layers:\n  - max_pool2d: { kernel: 2 }\n',
  ),
  'schema/unknown-choice': page(
    'Only certain words are allowed here, as a bare word or as a key with settings.',
    'layers: [flatten, { dense: { units: 10 } }]\ninput: { height: 28, width: 28, channels: 1 }\ntrain: { dataset: mnist, optimizer: addam }\n',
    'layers: [flatten, { dense: { units: 10 } }]\ninput: { height: 28, width: 28, channels: 1 }\ntrain: { dataset: mnist, optimizer: adam }\n',
  ),
  'schema/value': page(
    'The value has the wrong type or is out of range. If an expression computed it, the error points to the number that the expression used.',
    'layers:\n  - dropout: { rate: 1.5 }\n',
    'layers:\n  - dropout: { rate: 0.5 }\n',
  ),
  'schema/shape-of': page(
    'A map, a list or a word is needed here, but the value is something else.',
    'layers:\n  - conv2d: 8\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n',
  ),
  'schema/no-kind': page(
    'An item of `layers` needs a layer kind, or one of `use`, `branch`, `repeat` and `side`. This item has only keys that go next to one.',
    'layers:\n  - name: first\n',
    'layers:\n  - relu: {}\n    name: first\n',
  ),
  'schema/two-kinds': page(
    'Each item is one layer and starts with its own `- `.',
    'layers:\n  - relu: {}\n    tanh: {}\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n  - tanh\n',
  ),
  'schema/times-and-over': page(
    'A `repeat` counts its iterations with `times`, or has one for each item of the list in `over`.',
    'layers:\n  - repeat: { times: 2, over: [8, 16], as: width, layers: [{ conv2d: { filters: "${width}", kernel: 3 } }] }\n',
    'layers:\n  - repeat: { over: [8, 16], as: width, layers: [{ conv2d: { filters: "${width}", kernel: 3 } }] }\n',
  ),
  'schema/misplaced-sibling': page(
    '`name`, `from`, `weights`, `when`, `expect` and `output` belong to the item, next to the kind. Attributes go below the kind.',
    'layers:\n  - conv2d: { filters: 8, kernel: 3, name: first }\n',
    'layers:\n  - conv2d: { filters: 8, kernel: 3 }\n    name: first\n',
  ),
  'schema/misplaced-attribute': page(
    'The attributes of a layer go below its kind, indented by two more spaces, not next to it.',
    'layers:\n  - conv2d:\n    filters: 8\n    kernel: 3\n',
    'layers:\n  - conv2d:\n      filters: 8\n      kernel: 3\n',
  ),
  'schema/not-indented': page(
    'The keys of a section are indented below it.',
    'input:\nheight: 8\nwidth: 8\nchannels: 4\nlayers: [relu]\n',
    'input:\n  height: 8\n  width: 8\n  channels: 4\nlayers: [relu]\n',
  ),
  'schema/input-form': page(
    'An input is an image, with `height`, `width` and `channels`; a vector, with `features`; or a list of sizes, `shape`. Sizes must be complete and of one form.',
    'input: { height: 28, width: 28 }\nlayers: [relu]\n',
    'input: { height: 28, width: 28, channels: 1 }\nlayers: [relu]\n',
  ),
  'schema/input-twice': page(
    '`input` declares the only input. If there are several, declare all of them under `inputs`.',
    'input: { features: 3 }\ninputs: { other: { features: 4 } }\nlayers: [relu]\n',
    'inputs: { one: { features: 3 }, other: { features: 4 } }\nlayers:\n  - concat: {}\n    from: [one, other]\n',
  ),
  'schema/preprocess-length': page(
    'A mean or standard deviation is one number for all channels, or one per channel.',
    'input: { height: 8, width: 8, channels: 3, preprocess: { mean: [0.5, 0.5] } }\nlayers: [relu]\n',
    'input: { height: 8, width: 8, channels: 3, preprocess: { mean: [0.5, 0.5, 0.5] } }\nlayers: [relu]\n',
  ),
  'schema/empty-layers': page(
    'A list of layers needs at least one item. Only a path of a branch may be empty; it passes its input on.',
    'blocks:\n  unit: { layers: [] }\nlayers: [{ use: unit }]\n',
    'blocks:\n  unit: { layers: [relu] }\nlayers: [{ use: unit }]\n',
  ),
};
