import { compile } from '../../src/compiler/compile';
import { hasCode } from '../../src/diagnostics/diagnostic';
import { textOf } from '../../src/diagnostics/source';
import { helpOf, messageOf } from '../../src/diagnostics/wording';
import { valuesOf } from '../../src/dimensions/dimension';
import { type Kind, kinds, layerOf } from '../../src/schema/kinds';

const inputs = {
  vector: '{ features: 12 }',
  sequence: '{ length: 6, channels: 4 }',
  image: '{ height: 6, width: 5, channels: 4 }',
  volume: '{ shape: [3, 6, 5, 4] }',
} as const;

type InputForm = keyof typeof inputs;
type Outputs = { readonly [F in InputForm]?: string };

/** Attributes, and for each form that the kind accepts the output, or the code of what these attributes do not fit. */
type Expected = readonly [attributes: string, outputs: Outputs];

const stays: Outputs = { vector: '12', sequence: '6 x 4', image: '6 x 5 x 4', volume: '3 x 6 x 5 x 4' };
const twice: Outputs = { vector: '24', sequence: '6 x 8', image: '6 x 5 x 8', volume: '3 x 6 x 5 x 8' };

const table: { readonly [K in Kind]: Expected } = {
  conv1d: ['filters: 5, kernel: 3', { sequence: '4 x 5' }],
  conv2d: ['filters: 5, kernel: 3', { image: '4 x 3 x 5' }],
  depthwise_conv1d: ['kernel: 3, padding: causal', { sequence: '6 x 4' }],
  depthwise_conv2d: ['kernel: 3', { image: '4 x 3 x 4' }],
  separable_conv2d: ['filters: 5, kernel: 3', { image: '4 x 3 x 5' }],
  conv2d_transpose: ['filters: 5, kernel: 3', { image: '8 x 7 x 5' }],
  max_pool1d: ['kernel: 2', { sequence: '3 x 4' }],
  max_pool2d: ['kernel: 2', { image: '3 x 2 x 4' }],
  avg_pool1d: ['kernel: 2', { sequence: '3 x 4' }],
  avg_pool2d: ['kernel: 2', { image: '3 x 2 x 4' }],
  adaptive_avg_pool2d: ['size: 2', { image: '2 x 2 x 4' }],
  adaptive_max_pool2d: ['size: 2', { image: '2 x 2 x 4' }],
  reduce_mean: ['', { vector: '1', sequence: '6 x 1', image: '6 x 5 x 1', volume: '3 x 6 x 5 x 1' }],
  reduce_max: ['', { vector: '1', sequence: '6 x 1', image: '6 x 5 x 1', volume: '3 x 6 x 5 x 1' }],
  global_avg_pool1d: ['', { sequence: '4' }],
  global_avg_pool2d: ['', { image: '4' }],
  global_max_pool2d: ['', { image: '4' }],
  upsample2d: ['factor: 2', { image: '12 x 10 x 4' }],
  resize2d: ['size: [4, 9]', { image: '4 x 9 x 4' }],
  pad2d: ['padding: 1, mode: reflect', { image: '8 x 7 x 4' }],
  zero_pad2d: ['padding: 1', { image: '8 x 7 x 4' }],
  slice: ['start: 1, end: -1', { vector: '10', sequence: '6 x 2', image: '6 x 5 x 2', volume: '3 x 6 x 5 x 2' }],
  crop2d: ['cropping: 1', { image: '4 x 3 x 4' }],
  permute: ['axes: [channels, length]', { sequence: '4 x 6', image: 'shape/permute', volume: 'shape/permute' }],
  space_to_depth: ['block: 1', { image: '6 x 5 x 4' }],
  depth_to_space: ['block: 2', { image: '12 x 10 x 1' }],
  channel_shuffle: ['groups: 2', { sequence: '6 x 4', image: '6 x 5 x 4', volume: '3 x 6 x 5 x 4' }],
  dense: ['units: 7', { vector: '7', sequence: '6 x 7' }],
  flatten: ['', { vector: '12', sequence: '24', image: '120', volume: '360' }],
  reshape: [
    'shape: [2, 3, 4]',
    { vector: 'shape/reshape', sequence: '2 x 3 x 4', image: 'shape/reshape', volume: 'shape/reshape' },
  ],
  batch_norm: ['', stays],
  layer_norm: ['', stays],
  group_norm: ['groups: 2', stays],
  instance_norm: ['', { sequence: '6 x 4', image: '6 x 5 x 4', volume: '3 x 6 x 5 x 4' }],
  lrn: ['', { image: '6 x 5 x 4' }],
  dropout: ['rate: 0.5', stays],
  drop_path: ['rate: 0.2', stays],
  relu: ['', stays],
  relu6: ['', stays],
  leaky_relu: ['', stays],
  prelu: ['', stays],
  elu: ['', stays],
  selu: ['', stays],
  celu: ['', stays],
  gelu: ['', stays],
  silu: ['', stays],
  mish: ['', stays],
  softplus: ['', stays],
  sigmoid: ['', stays],
  hard_sigmoid: ['', stays],
  hard_swish: ['', stays],
  tanh: ['', stays],
  softsign: ['', stays],
  clip: ['minimum: -1, maximum: 1', stays],
  softmax: ['', stays],
  log_softmax: ['', stays],
  abs: ['', stays],
  scale: ['factor: 2', stays],
  layer_scale: ['', stays],
  concat: ['', twice],
  add: ['', stays],
  subtract: ['', stays],
  multiply: ['', stays],
  maximum: ['', stays],
};

const cases = kinds.flatMap((kind) => Object.keys(inputs).map((form) => [kind, form as InputForm] as const));

test.each(cases)('%s of a %s', (kind, form) => {
  const [attributes, outputs] = table[kind];
  const join = layerOf(kind).join ? '  - branch: { a: [], b: [] }\n' : '';
  const text = `modelc: 1\ninput: ${inputs[form]}\nlayers:\n${join}  - ${kind}: { ${attributes} }\n`;
  const { graph, diagnostics } = compile(text);
  if (outputs[form]?.startsWith('shape/')) return expect(diagnostics.map(({ code }) => code)).toEqual([outputs[form]]);
  const output = graph?.typings.get(1)?.output;
  expect(output && valuesOf(output).join(' x ')).toBe(outputs[form]);
  if (outputs[form] !== undefined) return expect(diagnostics).toEqual([]);
  const [found, ...others] = diagnostics;
  if (!found || others.length > 0 || !hasCode(found, 'shape/takes')) throw new Error(`${diagnostics.length} errors`);
  expect([textOf(found.span), found.args.kind, found.args.from, found.args.found.form]).toEqual([
    kind,
    kind,
    'input',
    form,
  ]);
});

test.each([
  [
    'dense: { units: 2 }',
    'image',
    '`dense` takes a vector or a sequence, but `input` produces an image of 6 x 5 x 4',
    'add `- flatten`',
  ],
  [
    'conv1d: { filters: 2, kernel: 2 }',
    'image',
    '`conv1d` takes a sequence, but `input` produces an image of 6 x 5 x 4',
    'use `conv2d`',
  ],
  [
    'conv2d: { filters: 2, kernel: 2 }',
    'sequence',
    '`conv2d` takes an image, but `input` produces a sequence of 6 x 4',
    'use `conv1d`',
  ],
  [
    'conv1d: { filters: 2, kernel: 2 }',
    'vector',
    '`conv1d` takes a sequence, but `input` produces a vector of 12 features',
    '`reshape`',
  ],
  ['global_avg_pool1d: {}', 'image', '`global_avg_pool1d` takes a sequence, but', 'use `global_avg_pool2d`'],
  ['max_pool2d: { kernel: 2 }', 'sequence', '`max_pool2d` takes an image, but', 'use `max_pool1d`'],
  [
    'upsample2d: { factor: 2 }',
    'sequence',
    '`upsample2d` takes an image, but',
    'use `reshape` to turn it into an image',
  ],
] as const)('%s of a %s: what it says', (layer, form, message, help) => {
  const [found] = compile(`modelc: 1\ninput: ${inputs[form]}\nlayers:\n  - ${layer}\n`).diagnostics;
  if (!found) throw new Error('nothing was wrong');
  expect(messageOf(found)).toContain(message);
  expect(helpOf(found)).toContain(help);
});
