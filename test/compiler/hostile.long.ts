import { compile } from '../../src/compiler/compile';
import { helpOf, messageOf } from '../../src/diagnostics/wording';

const HEAD = 'modelc: 1\ninput: { height: 8, width: 8, channels: 4 }\n';
const MIB = 1_000_000;

const fill = (text: string, length = MIB - 200): string => text.repeat(Math.floor(length / text.length));
const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

/** Texts that once took minutes, gigabytes or the process with them; each with the code of its first mistake. */
const hostile: readonly (readonly [name: string, text: string, code: string])[] = [
  ['brackets that close', `${'['.repeat(5000)}${']'.repeat(5000)}`, 'yaml/too-deep'],
  ['brackets, not too many for the library', '['.repeat(800), 'yaml/too-deep'],
  ['braces', '{'.repeat(2000), 'yaml/too-deep'],
  ['a file of brackets', fill('['), 'yaml/too-deep'],
  ['lists in lists on a line', fill('- '), 'yaml/too-deep'],
  ['keys of keys', fill('? '), 'yaml/too-deep'],
  ['lists in lists over lines', lines(1000, (i) => `${' '.repeat(i)}-\n`), 'yaml/too-deep'],
  ['maps in maps over lines', lines(1000, (i) => `${' '.repeat(i)}a:\n`), 'yaml/too-deep'],
  ['a file of commas', fill('a,'), 'schema/not-a-spec'],
  ['many layers', `${HEAD}layers: [${fill('a,')}]`, 'yaml/too-many-values'],
  ['many wrong layers', `${HEAD}layers: [${'a,'.repeat(45_000)}]`, 'schema/unknown-kind'],
  ['many keys', `${HEAD}${lines(20_000, (i) => `k${i}: 1\n`)}layers: [relu]`, 'schema/unknown-key'],
  ['one key many times', `${HEAD}${'name: a\n'.repeat(20_000)}layers: [relu]`, 'yaml/duplicate-key'],
  ['many keys in braces', `${HEAD}layers: [{ dense: {${lines(20_000, (i) => `k${i}: 1,`)}} }]`, 'schema/unknown-key'],
  [
    'many unquoted expressions',
    `${HEAD}layers:\n${'  - dense: { units: ${n} }\n'.repeat(7_000)}`,
    'yaml/unquoted-expression',
  ],
  ['many expressions', `${HEAD}layers:\n${"  - dense: { units: '${n}' }\n".repeat(7_000)}`, 'expression/unknown-name'],
  ['many expressions in a text', `${HEAD}layers: [{ dense: { units: "${fill('${n}')}" } }]`, 'expression/too-many'],
  ['openings of expressions', `${HEAD}layers: [{ dense: { units: "${fill('${')}" } }]`, 'expression/syntax'],
  ['a long expression', `${HEAD}layers: [{ dense: { units: "\${n${'+1'.repeat(5000)}}" } }]`, 'expression/syntax'],
  ['blanks in an expression', `${HEAD}layers: [{ dense: { units: "\${${fill(' ')}n}" } }]`, 'expression/syntax'],
  [
    'many names that nothing has',
    `${HEAD}layers:\n${lines(7_000, (i) => `  - { relu: , name: n${i}, from: x${i}y }\n`)}`,
    'wiring/unknown-name',
  ],
  ['many aliases', `${HEAD}layers:\n  - &a relu\n${'  - *a\n'.repeat(30_000)}`, 'yaml/too-many-aliases'],
  ['many tags', `${HEAD}layers:\n${'  - !a b\n'.repeat(30_000)}`, 'yaml/tag'],
  ['many tabs', `${HEAD}layers:\n${'\t- relu\n'.repeat(30_000)}`, 'yaml/tab'],
  ['many documents', fill('---\n'), 'yaml/too-many-values'],
  ['many directives', `${'%A\n'.repeat(45_000)}`, 'yaml/directive'],
  ['many comments', fill('#\n'), 'yaml/empty'],
  ['many quotes', `${HEAD}layers:\n${'  - "\n'.repeat(30_000)}`, 'yaml/syntax'],
  ['a sum of a sum', `${HEAD}layers:\n${doubled()}  - flatten: { size: 7 }\n`, 'expect/flatten-size'],
  [
    'blocks that double each other',
    `${HEAD}blocks:\n${lines(40, (i) => `  b${i}: { layers: [{ use: b${i + 1} }, { use: b${i + 1} }] }\n`)}  b40: { layers: [relu] }\nlayers: [{ use: b0 }]\n`,
    'graph/too-many-nodes',
  ],
  [
    'blocks that repeat each other by parameters',
    `${HEAD}blocks:\n${lines(9, (i) => `  b${i}: { params: { n }, layers: [{ repeat: { times: "\${n}", layers: [{ use: b${i + 1}, with: { n: "\${n}" } }] } }] }\n`)}  b9: { params: { n }, layers: [relu] }\nlayers: [{ use: b0, with: { n: 9 } }]\n`,
    'graph/too-many-nodes',
  ],
  [
    'texts that double each other',
    `${HEAD}let:\n  a0: xxxxxxxx\n${lines(40, (i) => `  a${i + 1}: "\${a${i}}\${a${i}}"\n`)}layers: [relu]\n`,
    'expression/too-long',
  ],
  [
    'many channels to preprocess',
    'modelc: 1\ninput: { features: 2147483647, preprocess: { mean: 1, std: 1 } }\nlayers: [relu]',
    'none',
  ],
];

function doubled(): string {
  const from = (i: number): string => (i === 0 ? 'input' : `c${i - 1}`);
  return lines(22, (i) => `  - { concat: , from: [${from(i)}, ${from(i)}], name: c${i} }\n`);
}

test.each(hostile)(
  '%s',
  (_name, text, code) => {
    const { diagnostics, ok } = compile(text);
    expect(diagnostics[0]?.code ?? 'none').toBe(code);
    expect(ok).toBe(code === 'none');
    expect(diagnostics.length).toBeLessThanOrEqual(201);
    expect(
      JSON.stringify(diagnostics.map((one) => [messageOf(one), one.notes.length, helpOf(one)])).length,
    ).toBeLessThan(MIB);
  },
  60_000,
);

test('of many errors, the first are reported, with a note that there are more', () => {
  const { diagnostics, ok } = compile(`${HEAD}layers: [${'reluu, '.repeat(300)}]`);
  const [first, last] = [diagnostics[0], diagnostics.at(-1)];
  expect(ok).toBe(false);
  expect(diagnostics).toHaveLength(201);
  expect(first?.code).toBe('schema/unknown-kind');
  expect(last).toMatchObject({ code: 'report/too-many', severity: 'error' });
  expect(last && messageOf(last)).toContain('300 errors');
});
