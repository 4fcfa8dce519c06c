import { isRational, type Value } from '../../src/expression/ast';
import { evaluate } from '../../src/expression/evaluate';
import { MAXIMUM_LENGTH, parseExpression } from '../../src/expression/parse-expression';
import { parseRational, toNumber } from '../../src/expression/rational';

function numbers(...values: readonly number[]): readonly Value[] {
  return values.map((value) => parseRational(String(value)) as Value);
}

const names = new Map<string, Value>([
  ...Object.entries({ n: 24, width: 0.29, big: 3, same: 'same', on: true }).map(([name, value]): [string, Value] => {
    return [name, typeof value === 'number' ? (parseRational(String(value)) as Value) : value];
  }),
  ['depths', numbers(3, 3, 9, 3)],
  ['nets', new Map(Object.entries({ small: new Map([['depths', numbers(1, 2)]]), same: new Map([['depths', []]]) }))],
]);

test.each<[string, unknown]>([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['2 - 3 - 4', -5],
  ['n / 2', 12],
  ['n / 5', 4.8],
  ['0.29 * 100', 29],
  ['width * 100', 29],
  ['0.1 + 0.2 == 0.3', true],
  ['-n', -24],
  ['- -n', 24],
  ['7 % 3', 1],
  ['-7 % 3', 2],
  ['7 % -3', -2],
  ['2 ** 10', 1024],
  ['2 ** 3 ** 2', 512],
  ['-2 ** 2', -4],
  ['2 * 3 ** 2', 18],
  ['2 ** -2', 0.25],
  ['(1/2) ** 2', 0.25],
  ['1.1 ** 2', 1.21],
  ['0 ** 0', 1],
  ['floor(-1/2)', -1],
  ['ceil(-1/2)', 0],
  ['round(5/2)', 3],
  ['round(-5/2)', -3],
  ['round(0.4)', 0],
  ['floor(7)', 7],
  ['min(3, n, 5)', 3],
  ['max(3, n, 5)', 24],
  ['make_divisible(32 * 0.35, 8)', 16],
  ['make_divisible(32 * 1.4, 8)', 48],
  ['make_divisible(3, 8)', 8],
  ['make_divisible(12, 8)', 16],
  ['make_divisible(11.9, 8)', 16],
  ['make_divisible(115, 8)', 112],
  ['make_divisible(0.25, 0.5)', 0.5],
  ['depths[2]', 9],
  ['sum(depths)', 18],
  ['sum(depths[:2])', 6],
  ['sum(depths[1:3])', 12],
  ['sum(depths[2:])', 12],
  ['sum(depths[4:])', 0],
  ['sum(depths[:][1:][:1])', 3],
  ['sum(1, depths, 0.5)', 19.5],
  ['max(depths)', 9],
  ['len(depths) + len(depths[1:])', 7],
  ['min(2, depths)', 2],
  ["nets['small']['depths'][1]", 2],
  ['sum(nets[same]["depths"])', 0],
  ["nets['small'] == nets['small'] and nets['small'] != nets['same']", true],
  ['n > 20 and n < 30', true],
  ['not n > 20 or on', true],
  ['not (n > 20)', false],
  ['1 if n == 24 else 2', 1],
  ['1 if false else 2 if false else 3', 3],
  ["same == 'same'", true],
  ['\'a\' if on else "b"', 'a'],
  ['n != 24', false],
  ['1e3', 1000],
  ['.5 * 2', 1],
  ['1/3*3', 1],
  ['false and 1/0 == 1', false],
])('%s is %p', (text, expected) => {
  const value = evaluate(parseExpression(text), names);
  expect(isRational(value) ? toNumber(value) : value).toBe(expected);
});

test.each([
  ['as long as may be', `1${'+1'.repeat((MAXIMUM_LENGTH - 2) / 2)}`, undefined],
  ['longer', `1${'+1'.repeat(MAXIMUM_LENGTH / 2)}`, 'longer than'],
  ['signs without end', '-'.repeat(MAXIMUM_LENGTH - 1), 'nested more than'],
])('an expression %s cannot exhaust the stack', (_name, text, detail) => {
  const value = (): unknown => evaluate(parseExpression(text), names);
  if (detail === undefined) expect(value).not.toThrow();
  else expect(value).toThrow(detail);
});
