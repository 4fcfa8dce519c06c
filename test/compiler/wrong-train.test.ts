import type { Code } from '../../src/diagnostics/messages';
import type { DataFacts } from '../../src/schema/datasets';
import { expectErrors } from '../support/marks';

const net = (train: string, units = 10, input = 'height: 28, width: 28, channels: 1'): string =>
  `modelc: 1\ninput: { ${input} }\nlayers:\n  - flatten\n  - dense: { units: ${units} }\ntrain: ${train}\n`;

test.each([
  ['an unknown data set', net('{ dataset: ‹mnits› }'), ['schema/unknown-choice']],
  ['no data set', net('{ epochs: 3 }').replace('train:', '‹train›:'), ['schema/missing']],
  ['a folder above the spec', net('{ dataset: { idx: ‹../data› } }'), ['train/outside']],
  ['a folder anywhere', net('{ dataset: { idx: ‹/etc› } }'), ['train/outside']],
  ['a folder without a name', net('{ dataset: ‹{ idx: 3 }› }'), ['schema/shape-of']],
  ['an unknown loss', net('{ dataset: mnist, loss: ‹crossentropy› }'), ['schema/unknown-choice']],
  [
    'too much smoothing',
    net('{ dataset: mnist, loss: { softmax_cross_entropy: { label_smoothing: ‹1› } } }'),
    ['schema/value'],
  ],
  ['a schedule that lacks its settings', net('{ dataset: mnist, schedule: ‹step› }'), ['schema/missing']],
  ['a unit that is none', net('{ dataset: mnist, schedule: { step: { every: 2, unit: ‹days› } } }'), ['schema/value']],
  ['half a step', net('{ dataset: mnist, schedule: { step: { every: ‹2.5›, unit: steps } } }'), ['schema/value']],
  ['two and a half epochs are fine', net('{ dataset: mnist, schedule: { step: { every: 2.5, unit: epochs } } }'), []],
  ['more than all', net('{ dataset: mnist, schedule: { step: { every: ‹30›, unit: shares } } }'), ['schema/value']],
  ['two bounds', net('{ dataset: mnist, clip_value: 1, ‹clip_norm›: 2 }'), ['train/two-clips']],
  ['a bound of nothing', net('{ dataset: mnist, clip_norm: ‹0› }'), ['schema/value']],
  ['a bound in the optimizer', net('{ dataset: mnist, optimizer: { adam: { ‹clip_norm›: 1 } } }'), ['train/too-deep']],
  ['a learning rate without optimizer', net('{ dataset: mnist, ‹learning_rate›: 0.1 }'), ['train/too-high']],
  ['smoothing without loss', net('{ dataset: mnist, ‹label_smoothing›: 0.1 }'), ['train/too-high']],
  ['an unknown precision', net('{ dataset: mnist, precision: ‹f16› }'), ['schema/value']],
  ['an unknown optimizer', net('{ dataset: mnist, optimizer: ‹sdg› }'), ['schema/unknown-choice']],
  ['two optimizers', net('{ dataset: mnist, optimizer: ‹{ sgd: {}, adam: {} }› }'), ['schema/shape-of']],
  [
    'an unknown setting of an optimizer',
    net('{ dataset: mnist, optimizer: { sgd: { ‹momentun›: 0.9 } } }'),
    ['schema/unknown-key'],
  ],
  ['a learning rate of zero', net('{ dataset: mnist, optimizer: { sgd: { learning_rate: ‹0› } } }'), ['schema/value']],
  ['an unknown schedule', net('{ dataset: mnist, schedule: ‹cosin› }'), ['schema/unknown-choice']],
  [
    'a warm-up longer than the run',
    net('{ dataset: mnist, schedule: { warmup_cosine: { warmup: ‹1.5› } } }'),
    ['schema/value'],
  ],
  ['a batch of none', net('{ dataset: mnist, batch_size: ‹0› }'), ['schema/value']],
  ['a seed that is a text', net('{ dataset: mnist, seed: ‹abc› }'), ['schema/value']],
  ['an unknown setting', net('{ dataset: mnist, ‹epoch›: 3 }'), ['schema/unknown-key']],
  ['train as a word', net('‹mnist›'), ['schema/shape-of']],
  ['classes that do not fit', net('{ dataset: ‹mnist› }', 11), ['train/classes']],
  [
    'an input that does not fit',
    net('{ dataset: ‹mnist› }', 10, 'height: 32, width: 32, channels: 1'),
    ['train/input-shape'],
  ],
])('%s', (_name, marked, codes) => expectErrors(marked, codes));

describe('with the data read', () => {
  const facts = { name: 'letters', shape: [28, 28, 1], classes: 27 } as const;
  const sequence = 'length: 28, channels: 28';
  test.each<[string, DataFacts['source'], string, Code[]]>([
    ['as many scores as classes', 'given', net('{ dataset: mnist }', 27), []],
    ['more scores than classes', 'given', net('{ dataset: mnist }', 30), []],
    ['rows of grey images as a sequence', 'given', net('{ dataset: mnist }', 27, sequence), []],
    ['too few scores', 'given', net('{ dataset: mnist }').replace('dense', '‹dense›'), ['train/classes']],
    ['too few scores for the folder of the spec', 'spec', net('{ dataset: ‹{ idx: letters }› }'), ['train/classes']],
    [
      'images of another size',
      'given',
      net('{ dataset: mnist }', 27, 'height: 32, width: 32, channels: 1').replace('input', '‹input›'),
      ['train/input-shape'],
    ],
  ])('%s', (_what, source, marked, codes) => expectErrors(marked, codes, { data: () => ({ ...facts, source }) }));

  test('negative control: without it, MNIST is judged', () =>
    expectErrors(net('{ dataset: ‹mnist› }', 27), ['train/classes']));
});

const image = 'modelc: 1\ninput: { height: 28, width: 28, channels: 1 }\nlayers:\n';

test.each([
  [
    'an image as output',
    `${image}  - conv2d: { filters: 10, kernel: 1 }\n‹train›: { dataset: mnist }\n`,
    ['train/output-shape'],
  ],
  [
    'softmax before a loss that has it',
    `${image}  - flatten\n  - dense: { units: 10 }\n  - ‹softmax›\ntrain: { dataset: mnist }\n`,
    ['train/softmax-twice'],
  ],
  [
    'sigmoid before a loss that has it',
    `${image}  - flatten\n  - dense: { units: 10 }\n  - ‹sigmoid›\ntrain: { dataset: mnist, loss: binary_cross_entropy }\n`,
    ['train/sigmoid-twice'],
  ],
  [
    'softmax before a loss of values is fine',
    `${image}  - flatten\n  - dense: { units: 10 }\n  - softmax\ntrain: { dataset: mnist, loss: mean_squared_error }\n`,
    [],
  ],
  [
    'nothing to train',
    `${image}  - max_pool2d: { kernel: 9 }\n  - flatten\n  - reshape: { shape: [9] }\n‹train›: { dataset: { idx: data } }\n`,
    ['train/no-weights'],
  ],
])('%s', (_name, marked, codes) => expectErrors(marked, codes));
