import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, parseDocument, Scalar, visit } from 'yaml';
import { type Compilation, compile } from '../../src/compiler/compile';
import { memoryReader } from '../../src/files/memory-reader';
import { graphJson } from '../../src/graph/graph-json';
import { readShipped, shippedSpecs } from '../support/shipped-specs';

// Slow, since every shipped spec is compiled in every style.

/** The styles in which other libraries write the same YAML. */
const styles: Readonly<Record<string, (document: Document) => string>> = {
  block: (document) => inStyle(document, { flow: false }),
  flow: (document) => inStyle(document, { flow: true }),
  'double quotes': (document) => inStyle(document, { flow: false, quotes: 'QUOTE_DOUBLE' }),
  'single quotes': (document) => inStyle(document, { flow: true, quotes: 'QUOTE_SINGLE' }),
  'null in words': (document) => document.toString({ nullStr: 'null' }),
  tildes: (document) => document.toString({ nullStr: '~' }),
  'empty values': (document) => inStyle(document, { flow: false }).replaceAll(/: null$/gm, ':'),
  JSON: (document) => JSON.stringify(document.toJS()),
  'indented JSON': (document) => JSON.stringify(document.toJS(), null, 4),
};

/** Everything as maps and lists of one style, and every text in quotes of one kind, keys too. */
function inStyle(document: Document, { flow, quotes }: { flow: boolean; quotes?: Scalar.Type }): string {
  visit(document, {
    Collection: (_key, node) => {
      node.flow = flow;
    },
    Scalar: (_key, node) => {
      if (typeof node.value === 'string') node.type = quotes ?? Scalar.PLAIN;
      else delete node.source;
    },
  });
  return document.toString({ nullStr: 'null', lineWidth: quotes ? 40 : 80 });
}

/** The graph without its source locations. */
function meaning({ diagnostics, graph }: Compilation): unknown {
  const codes = diagnostics.map(({ code }) => code);
  if (!graph) return codes;
  const text = JSON.stringify([codes, graphJson(graph)], (key, value) => (key === 'place' ? undefined : value));
  return JSON.parse(text);
}

const folder = join(__dirname, '../../specs/blocks');
const blocks = readdirSync(folder).map((name) => [`specs/blocks/${name}`, readFileSync(join(folder, name), 'utf8')]);

function compileIn(file: string, rewrite: (text: string) => string): Compilation {
  const texts = blocks.map(([name = '', block = '']) => [name, rewrite(block)] as const);
  return compile(rewrite(readShipped(file)), file, { includes: memoryReader(new Map(texts)) });
}

const originals = new Map(shippedSpecs.map((file) => [file, compileIn(file, (text) => text)]));

const NOTHING = `modelc: 1
let:
input: { height: 8, width: 8, channels: 3 }
blocks:
  plain: { params: , layers: [relu] }
  unit:
    params: { out:, k: { type: integer, default: }, deep: false }
    layers: [{ conv2d: { filters: "\${out}", kernel: "\${k}" } }, { relu: }, { batch_norm: }]
layers:
  - { use: unit, with: { out: 4, k: 3 } }
  - { use: plain, with: }
  - flatten:
    output:
train: { dataset: { idx: data }, optimizer: { adam: } }
`;

describe.each(Object.entries(styles))('a spec means the same written with %s', (_style, write) => {
  const rewrite = (text: string): string => write(parseDocument(text));

  test.each([...originals])('%s', (file, original) => {
    expect(original.ok).toBe(true);
    expect(meaning(compileIn(file, rewrite))).toEqual(meaning(original));
  });

  test('without values', () => {
    expect(compile(NOTHING).ok).toBe(true);
    expect(meaning(compile(rewrite(NOTHING)))).toEqual(meaning(compile(NOTHING)));
  });
});

test('negative control: another number is another meaning', () => {
  expect(meaning(compile(NOTHING.replace('out: 4', 'out: 5')))).not.toEqual(meaning(compile(NOTHING)));
});

test.each(['out:', 'out: null', 'out: ~', 'out: { default: null }', 'out: { default: ~, type: number }'])(
  '`params: { %s }` has no default',
  (parameter) => {
    const text = NOTHING.replace('out:,', `${parameter},`);
    expect(compile(text).ok).toBe(true);
    expect(compile(text.replace('out: 4, ', '')).diagnostics.map(({ code }) => code)).toEqual([
      'blocks/missing-parameter',
    ]);
  },
);
