import { parseDocument, stringify } from 'yaml';
import { type Compilation, compile } from '../../src/compiler/compile';
import { memoryReader } from '../../src/files/memory-reader';
import { resolveSpec } from '../../src/resolve/resolve-spec';
import { expectSame, meaning, type Settings, settingsOf } from './expect-same';

const SPEC = `# a net
# yaml-language-server: $schema=../schema.json
modelc: 1
include: # two files
  - { file: parts.yaml, with: { width: 8, act: tanh } }
  - more/units.yaml
let: { size: &n 28, classes: 10 } # numbers
input: { height: *n, width: "\${size}", channels: 1 }

# The layers.
layers:
  - use: unit # first
    name: first
    expect: { height: 28, channels: "\${width}" }
  - { use: twice, expect: { height: 28 } }
  - flatten
  - dense: { units: "\${classes}" }
expect:
  parameters: 63978 # all
  shapes:
    first: [28, 28, 8]
`;
const PARTS = `modelc: 1
let:
    width: 4 # of units
    # how it ends
    act: relu
    unused: 3
blocks:
    unit:
        params: { out: "\${width}" }
        layers:
            - conv2d: &c { filters: "\${out}", kernel: 3, padding: same }
            - "\${act}"
    nowhere: { layers: [relu] }
`;
const UNITS = `# Units that use others.
modelc: 1
include: [../parts.yaml]
blocks: { twice: { layers: [ { use: unit }, # once
  { use: unit, with: { out: "\${width}" } } ] } }
`;
const files = (styled = (text: string) => text) =>
  memoryReader(
    new Map([
      ['parts.yaml', styled(PARTS)],
      ['more/units.yaml', styled(UNITS)],
    ]),
  );
const compiled = (text: string, settings: Settings = {}): Compilation =>
  compile(text, 'net.yaml', { includes: files(), settings: settingsOf(settings) });

test('comments, order and names stay; what nothing uses is left out', () => {
  expect(expectSame(compiled(SPEC))).toBe(`# a net
# yaml-language-server: $schema=../schema.json
modelc: 1
let:
  # from parts.yaml
  width: 8 # of units
  # how it ends
  act: "tanh"
  # from net.yaml
  size: 28
  classes: 10
blocks:
  # from parts.yaml
  unit:
      params: { out: "\${width}" }
      layers:
          - conv2d: { filters: "\${out}", kernel: 3, padding: same }
          - "\${act}"
  # from more/units.yaml
  # Units that use others.
  twice: { layers: [ { use: unit }, # once
        { use: unit, with: { out: "\${width}" } } ] }
input: { height: 28, width: "\${size}", channels: 1 }

# The layers.
layers:
  - use: unit # first
    name: first
    expect: { height: 28, channels: "\${width}" }
  - { use: twice, expect: { height: 28 } }
  - flatten
  - dense: { units: "\${classes}" }
expect:
  parameters: 63978 # all
  shapes:
    first: [28, 28, 8]
`);
});

test.each<[string, string]>([
  ['[8, [16, 3]]', '[8, [16, 3]]'],
  ['{ a: 1, b: x }', '{ a: 1, b: x }'],
  ['1e-3', '1e-3'],
  ['true', 'true'],
  ['a text: {', '"a text: {"'],
])('--set v=%s', (value, written) => {
  const first: Readonly<Record<string, string>> = {
    '[': '[1]',
    '{': '{ a: 2, b: y }',
    '1': '4',
    t: 'false',
    a: 'word',
  };
  const standard = first[value.charAt(0)];
  const text = (of: string | undefined): string =>
    `modelc: 1\nlet:\n  v: ${of} # the value\ninput: { features: 4 }\nlayers: [relu]\nallow: [let/unused]\n`;
  const settings = new Map([['v', value]]);
  const compilation = compile(text(standard), 'net.yaml', { settings });
  expect(compilation.ok).toBe(true);
  expect(resolveSpec(compilation, { settings })).toBe(text(written));
  expect(compile(text(written)).graph?.lets).toEqual(compilation.graph?.lets);
});

test('expectations about other values are left out', () => {
  const text = expectSame(compiled(SPEC, { width: '4', size: '20' }), { width: '4', size: '20' });
  expect(text).toContain('expect: { channels: "${width}" }\n');
  expect(text).toContain('- { use: twice }\n');
  expect(text).not.toContain('parameters:');
  expect(text).not.toContain('shapes');
});

test('settings of a run replace those of `train`', () => {
  const net = (train: string): string =>
    `modelc: 1\ninput: { height: 28, width: 28, channels: 1 }\nlayers: [flatten, { dense: { units: 10 } }]\n${train}`;
  const train = new Map<string, unknown>([
    ['epochs', 7],
    ['optimizer', { adam: { learning_rate: 0.5 } }],
    ['dataset', { idx: 'data' }],
  ]);
  for (const [before, after] of [
    [
      'train: { dataset: mnist, epochs: 2 } # note\n',
      'train: { optimizer: { adam: { learning_rate: 0.5 } }, dataset: { idx: "data" }, epochs: 7 } # note\n',
    ],
    [
      'train:\n  # data\n  dataset: mnist # digits\n  optimizer:\n    sgd:\n      momentum: 0.9\n  epochs: 2\n',
      'train:\n  # data\n  dataset: { idx: "data" } # digits\n  optimizer: { adam: { learning_rate: 0.5 } }\n  epochs: 7\n',
    ],
  ] as const)
    expect(resolveSpec(compile(net(before)), { train })).toBe(net(after));
});

test('a spec without includes and settings is returned byte by byte', () => {
  const odd = 'modelc:   1\r\ninput: {features: 4}\r\nlayers: [ relu ]   # x\r\n\r\n';
  expect(resolveSpec(compile(odd))).toBe(odd);
});

test('negative control: a forgotten `with` gives another graph', () => {
  const text = resolveSpec(compiled(SPEC))
    .replace('width: 8', 'width: 4')
    .replace(/^expect:[\s\S]*/m, '');
  expect(meaning(compile(text))).not.toEqual(meaning(compiled(SPEC)));
});

test.each<[string, (text: string) => string]>([
  ['JSON', (text) => JSON.stringify(parseDocument(text).toJS())],
  ['indented JSON', (text) => JSON.stringify(parseDocument(text).toJS(), null, 2)],
  ['blocks', (text) => stringify(parseDocument(text).toJS(), { defaultStringType: 'QUOTE_DOUBLE' })],
  ['lines that end with CR LF', (text) => text.replaceAll('\n', '\r\n')],
  ['wide indentation', (text) => parseDocument(text).toString({ indent: 6, lineWidth: 0 })],
])('files written as %s', (_style, rewrite) => {
  expectSame(compile(rewrite(SPEC), 'net.yaml', { includes: files(rewrite) }));
});
