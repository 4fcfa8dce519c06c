import { compile } from '../../src/compiler/compile';
import { messageOf } from '../../src/diagnostics/wording';
import { expectErrors, specWith } from '../support/marks';

const blockWith = (filters: string): string =>
  specWith(
    '  - use: unit',
    `blocks:\n  unit:\n    params: { a: 7, word: same, zero: 0 }\n    layers:\n      - conv2d: { filters: ${filters}, kernel: 1 }\n`,
  );

test.each([
  ['an unknown name', '"${‹b›}"', 'expression/unknown-name'],
  ['a name where there are no parameters', '"${a + ‹x›}"', 'expression/unknown-name'],
  ['an unknown function', '"${‹sqrt(a)›}"', 'expression/unknown-function'],
  ['a member', '"${‹a.constructor›}"', 'expression/unknown-name'],
  ['a power with a fraction', '"${2 ** ‹0.5›}"', 'expression/type'],
  ['a power beyond all sizes', '"${2 ** ‹5000›}"', 'expression/type'],
  ['a power that would divide by zero', '"${0 ** ‹-1›}"', 'expression/type'],
  ['a dot without a name after it', '"${a‹.›}"', 'expression/syntax'],
  ['a missing operand', '"${a + ‹}›"', 'expression/syntax'],
  ['a missing brace', '‹"${a"›', 'expression/syntax'],
  ['nothing', '"${‹}›"', 'expression/syntax'],
  ['two values in a row', '"${a ‹a›}"', 'expression/syntax'],
  ['a division by zero', '"${a / ‹(zero + 0)›}"', 'expression/division-by-zero'],
  ['a remainder by zero', '"${a % ‹(zero + 0)›}"', 'expression/division-by-zero'],
  ['a sum of texts', '"${‹(word)› + 1}"', 'expression/type'],
  ['a number as condition', '"${1 if ‹a + 1› else 2}"', 'expression/type'],
  ['too many arguments', '"${‹floor(a, a)›}"', 'expression/arguments'],
  ['a divisor of 0', '"${make_divisible(a, ‹(zero + 0)›)}"', 'expression/type'],
  ['a missing divisor', '"${‹make_divisible(a)›}"', 'expression/arguments'],
  ['the length of a number', '"${len(‹(a)›)}"', 'expression/type'],
  ['a length of nothing', '"${‹len()›}"', 'expression/arguments'],
  ['a slice of a number', '"${sum(‹(a)›[1:])}"', 'expression/type'],
  ['a number past 2^53', '"${‹a * 9007199254740992›}"', 'expression/too-big'],
  ['text around a number', '‹"${a}0"›', 'schema/value'],
  ['nesting without end', `"\${${'('.repeat(64)}‹(›${'('.repeat(100)}a"`, 'expression/syntax'],
])('%s', (_name, filters, code) => {
  const marked = blockWith(filters);
  if (_name === 'nesting without end') return expectErrors(blockWith(`‹"\${${'('.repeat(200)}a"›`), [code]);
  expectErrors(marked, [code]);
});

/** The error is where the value is written, not where it is used: at the default, at the use of the block, or in `let`. */
test.each([
  ['a default of the wrong type', '{ a: ‹same› }', '"${a}"', '', 'schema/value'],
  ['a default in a sum', '{ a: ‹same› }', '"${a + 1}"', '', 'expression/type'],
  ['a default that evaluates to a fraction', '{ a: ‹7› }', '"${a / 2}"', '', 'schema/value'],
  ['an argument', '{ a }', '"${a}"', '‹0›', 'schema/value'],
  ['an argument that one of two paths takes', '{ a, b: 3 }', '"${b if b < 3 else a}"', '‹1.5›', 'schema/value'],
  ['an argument by which is divided', '{ a }', '"${6 / a}"', '‹0›', 'expression/division-by-zero'],
  ['a value of let that is handed on', '{ a }', '"${a}"', '"${wide}"', 'schema/value'],
])('blame: %s', (_name, params, filters, argument, code) => {
  const use = argument === '' ? '  - use: unit' : `  - use: unit\n    with: { a: ${argument} }`;
  const wide = argument.includes('wide') ? '‹1.5›' : '2';
  const layers = `[{ conv2d: { filters: ${filters}, kernel: 1 } }]`;
  expectErrors(specWith(use, `let: { wide: ${wide} }\nblocks: { unit: { params: ${params}, layers: ${layers} } }\n`), [
    code,
  ]);
});

test('an expression outside a block', () => {
  expectErrors(specWith('  - conv2d: { filters: "${‹width›}", kernel: 1 }'), ['expression/unknown-name']);
});

test('an expression where none is allowed', () => {
  const parameter = '{ type: number, minimum: ‹"${n}"› }';
  const blocks = `blocks:\n  unit: { params: { a: ${parameter} }, layers: [relu] }\n`;
  expectErrors(specWith('  - relu', blocks), ['expression/not-here']);
});

test('one mistake in a block used three times is one error that says so', () => {
  const { compile } = jest.requireActual<typeof import('../../src/compiler/compile')>('../../src/compiler/compile');
  const text = specWith(
    '  - use: unit\n  - use: unit\n  - use: unit\n    name: last',
    'blocks:\n  unit:\n    params: { k: 9 }\n    layers:\n      - conv2d: { filters: 4, kernel: "${k}" }\n',
  );
  const { diagnostics } = compile(text);
  expect(diagnostics.map(({ code }) => code)).toEqual(['shape/kernel-too-big']);
});

test('a map instead of a number is printed as it is written', () => {
  const text = specWith(
    '  - conv2d: { filters: "${depths[\'a\']}", kernel: 1 }',
    'let: { depths: { a: { x: [1, 2] } } }\n',
  );
  expect(compile(text).diagnostics.map(messageOf)).toEqual([
    '`filters` must be a whole number of at least 1, found `"${depths[\'a\']}"` = { x: [1, 2] }',
  ]);
});
