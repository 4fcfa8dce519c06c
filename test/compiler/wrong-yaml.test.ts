import { compile } from '../../src/compiler/compile';
import { positionOf } from '../../src/diagnostics/source';
import { expectErrors, readMarks } from '../support/marks';

const HEAD = 'modelc: 1\ninput: { height: 8, width: 8, channels: 4 }\n';

test.each([
  ['an empty file', '‹›', 'yaml/empty'],
  ['nothing but comments', '‹›# modelc\n# later\n', 'yaml/empty'],
  ['a tab as indent', `${HEAD}layers:\n‹\t›- relu\n`, 'yaml/tab'],
  ['a tab after spaces', `${HEAD}layers:\n  ‹\t›- relu\n`, 'yaml/tab'],
  ['a key twice', `${HEAD}layers:\n  - conv2d: { filters: 1, kernel: 1, ‹filters›: 2 }\n`, 'yaml/duplicate-key'],
  ['a top-level key twice', `${HEAD}layers: [relu]\n‹layers›: [tanh]\n`, 'yaml/duplicate-key'],
  [
    'an unquoted expression',
    `${HEAD}layers:\n  - conv2d: { filters: ‹\${n}›, kernel: 3 }\n`,
    'yaml/unquoted-expression',
  ],
  ['a second document', `${HEAD}layers: [relu]\n‹---›\nmodelc: 1\n`, 'yaml/several-documents'],
  ['a merge key', `${HEAD}layers:\n  - conv2d: { ‹<<›: { kernel: 1 }, filters: 1, kernel: 1 }\n`, 'yaml/merge-key'],
  ['a tag', `${HEAD}layers:\n  - conv2d: { filters: ‹!!int› "3", kernel: 1 }\n`, 'yaml/tag'],
  ['an unknown tag', `${HEAD}layers:\n  - conv2d: { filters: ‹!lambda› "3", kernel: 1 }\n`, 'yaml/tag'],
  ['a number as key', `${HEAD}layers: [relu]\n‹3›: relu\n`, 'yaml/key'],
  ['a list as key', `${HEAD}layers: [relu]\n? ‹[a]›\n: relu\n`, 'yaml/key'],
  ['a directive', `‹%YAML 1.1›\n---\n${HEAD}layers: [relu]\n`, 'yaml/directive'],
  ['a tag before nothing', `${HEAD}layers:\n  - relu: ‹!!null›\n`, 'yaml/tag'],
  ['a tag before a comment', `${HEAD}layers:\n  - relu: ‹!!map› # c\n      {}\n`, 'yaml/tag'],
  ['a tag far before its value', `${HEAD}name: ‹!!str›${' '.repeat(200)}x\nlayers: [relu]\n`, 'yaml/tag'],
  ['a tag without a name', `${HEAD}name: ‹!›\nlayers: [relu]\n`, 'yaml/tag'],
  ['a tag in a list', `${HEAD}layers: [‹!x›, ‹!y› relu]\n`, 'yaml/tag'],
  ['a tag on a key', `${HEAD}layers:\n  - ‹!!str› relu: {}\n`, 'yaml/tag'],
  ['a tag on all', `‹!!map›\n${HEAD}layers: [relu]\n`, 'yaml/tag'],
  ['no space after a colon', `${HEAD}layers:\n  - conv2d: { filters‹:›3, kernel: 3 }\n`, 'yaml/colon'],
  ['equals signs', `${HEAD}layers:\n  - conv2d: { filters‹ = ›3, kernel‹=›3 }\n`, 'yaml/colon'],
  ['no colon in braces', `${HEAD}layers:\n  - dropout: { rate‹ ›0.5 }\n`, 'yaml/colon'],
  ['no space before braces', `${HEAD}layers:\n  - conv2d‹:›{ filters: 3 }\n`, 'yaml/colon'],
  ['no colon before braces', `${HEAD}layers:\n  - conv2d‹ ›{ filters: 3 }\n`, 'yaml/colon'],
  ['no space after a dash', `${HEAD}layers:\n  ‹-›conv2d: { filters: 3 }\n  - relu\n`, 'yaml/syntax'],
  [
    'no space after a later dash',
    `${HEAD}layers:\n  - tanh\n  - conv2d:\n      filters: 3\n  ‹-›relu\n`,
    'yaml/syntax',
  ],
  ['a brace too many', `${HEAD}layers:\n  - conv2d: { filters: 3, kernel: 3 }‹}›\n  - relu\n`, 'yaml/syntax'],
  ['no comma', `${HEAD}layers:\n  - conv2d: { filters: 3 ‹kernel›: 3 }\n`, 'yaml/syntax'],
  ['no comma at the end of a line', `${HEAD}layers:\n  - conv2d: { filters: 3\n      ‹kernel›: 3 }\n`, 'yaml/syntax'],
  ['an escape that means nothing', `${HEAD}name: "a‹\\›q"\nlayers: [relu]\n`, 'yaml/syntax'],
  ['a semicolon', `${HEAD}layers:\n  - conv2d: { filters: 3; ‹kernel›: 3 }\n`, 'yaml/syntax'],
  [
    'a merge of an alias',
    `${HEAD}layers:\n  - conv2d: &c { filters: 1, kernel: 1 }\n  - conv2d: { ‹<<›: *c }\n`,
    'yaml/merge-key',
  ],
  ['a kind that is not a word', `${HEAD}layers:\n  - ‹3›: { filters: 3 }\n    name: x\n`, 'yaml/key'],
  ['an alias without anchor', `${HEAD}layers: ‹*stem›\n`, 'yaml/unknown-alias'],
  ['a word with keys below it', `${HEAD}layers:\n  - ‹relu\n    name›: x\n`, 'yaml/syntax'],
  ['two keys on a line', `${HEAD}layers:\n  - conv2d: ‹f›ilters: 3\n`, 'yaml/syntax'],
  ['an odd indent', `${HEAD}layers:\n  - conv2d: { filters: 1, kernel: 1 }\n   ‹n›ame: a\n`, 'yaml/syntax'],
  ['a bracket that never closes', `${HEAD}layers: ‹[›relu, tanh\n`, 'yaml/syntax'],
  ['a brace that never closes', `${HEAD}layers:\n  - dropout: ‹{› rate: 0.5\n  - relu\n`, 'yaml/syntax'],
  ['a quote that never closes', `${HEAD}name: ‹"›net\nlayers: [relu]\n`, 'yaml/syntax'],
  ['a value that begins with a backtick', `${HEAD}name: ‹\`›net\nlayers: [relu]\n`, 'yaml/syntax'],
])('%s', (_name, marked, code) => expectErrors(marked, Array(marked.split('‹').length - 1).fill(code)));

test.each([
  ['lone carriage returns', `${HEAD}layers:\n  - ‹reluu›\n`.replaceAll('\n', '\r'), 4, 5],
  ['carriage returns and line feeds', `${HEAD}layers:\n  - ‹reluu›\n`.replaceAll('\n', '\r\n'), 4, 5],
  ['a byte order mark', '\ufeff‹moddelc›: 1\ninput: { features: 3 }\nlayers: [relu]\n', 1, 1],
])('%s count as editors count', (_name, marked, line, column) => {
  const [found, ...others] = compile(readMarks(marked).text).diagnostics;
  expect(others).toEqual([]);
  expect(found && positionOf(found.span.source, found.span.start)).toEqual({ line, column });
});

test.each([
  ['nesting without end', `${HEAD}layers: ${'['.repeat(5000)}`, 'yaml/too-deep', 3],
  ['deep nesting that closes', `${HEAD}layers: ${'['.repeat(200)}${']'.repeat(200)}\n`, 'yaml/too-deep', 3],
  ['an anchor inside itself', `${HEAD}layers: &a [*a]\n`, 'yaml/too-deep', 3],
  ['a bomb of aliases', bomb(), 'yaml/too-many-aliases', 8],
  ['a file that is too big', `${HEAD}description: "${'x'.repeat(5_000_000)}"\nlayers: [relu]\n`, 'yaml/too-big', 1],
])('%s', (_name, text, code, line) => {
  const [first] = compile(text).diagnostics;
  expect(first?.code).toBe(code);
  const before = text.slice(0, first?.span.start).split('\n').length;
  expect(Math.abs(before - line)).toBe(0);
});

function bomb(): string {
  const levels = Array.from(
    { length: 12 },
    (_, level) =>
      `    - &l${level} [${Array(9)
        .fill(level === 0 ? 'relu' : `*l${level - 1}`)
        .join(', ')}]`,
  );
  return `modelc: 1\ninput: { height: 8, width: 8, channels: 4 }\nlayers:\n${levels.join('\n')}\n`;
}

test('errors before the broken part are reported with it, but not those after it', () => {
  const text = `${HEAD}layers:\n  - conv2d: { filters: 3, kernal: 3 }\n  - flatten\n  - dense: { units: 10\n  - relu\n`;
  expect(compile(text).diagnostics.map(({ code }) => code)).toEqual(['schema/unknown-key', 'yaml/syntax']);
});

test.each([
  [
    'a section indented by tabs',
    'modelc: 1\ninput:\n‹\t›height: 8\n\twidth: 8\n\tchannels: 4\nlayers:\n‹\t›- relu\n',
    ['yaml/tab', 'yaml/tab'],
  ],
  ['attributes indented by tabs', `${HEAD}layers:\n  - conv2d:\n‹\t\t›filters: 3\n\t\tkernel: 3\n`, ['yaml/tab']],
  [
    'a mistake before the tabs',
    `${HEAD}layers:\n  - ‹reluu›\n  - conv2d:\n‹\t\t›filters: 3\n`,
    ['schema/unknown-kind', 'yaml/tab'],
  ],
])('%s is one mistake', (_name, marked, codes) => expectErrors(marked, codes));

test('errors after a harmless one are reported as well', () => {
  expectErrors(`${HEAD}layers:\n‹\t›- ‹reluu›\n`, ['yaml/tab', 'schema/unknown-kind']);
});

test.each([
  '\u0000',
  '\ufeff',
  '}{',
  '- ',
  ':',
  '&',
  '*',
  '!',
  '%',
  '@',
  '"',
  "'",
  '|',
  '>',
  '---',
  '...',
  '?',
  '\u2028',
  'a:\tb',
  '{',
  '[',
  '%YAML 2.0\n---\n',
])('no text makes the compiler throw: %j', (text) => {
  for (const whole of [text, `${HEAD}${text}`, `${HEAD}layers:\n  - ${text}`, `${HEAD}layers:\n  - conv2d: ${text}`]) {
    expect(compile(whole).ok).toBe(false);
  }
});
