import { formulaOf, plainValue } from '../../../src/backends/source/expression';
import { typescript } from '../../../src/backends/tfjs/expression';
import type { Scalar } from '../../../src/expression/ast';
import { evaluate } from '../../../src/expression/evaluate';
import { parseExpression } from '../../../src/expression/parse-expression';
import { parseRational } from '../../../src/expression/rational';

const number = (text: string) => parseRational(text) as Scalar;
const values = new Map<string, Scalar>([
  ['width', number('6')],
  ['third', number('0.1')],
  ['minus', number('-2.5')],
  ['mode', 'same'],
  ['deep', true],
]);
const parameters = new Map([...values].map(([name, value]) => [name, { identifier: name, value }]));

function formula(text: string): string | undefined {
  const expression = parseExpression(text);
  return formulaOf(typescript, expression, parameters, plainValue(evaluate(expression, values) as Scalar))?.text;
}

test.each([
  ['width', 'width'],
  ['width * 2', 'width * 2'],
  ['(width + 1) * 2', '(width + 1) * 2'],
  ['width + 1 * 2', 'width + 1 * 2'],
  ['width - (3 - 1)', 'width - (3 - 1)'],
  ['(width - 3) - 1', 'width - 3 - 1'],
  ['width / 3', 'width / 3'],
  ['width % 4', 'width % 4'],
  ['-width', '-width'],
  ['--width', '-(-width)'],
  ['-(width + 1)', '-(width + 1)'],
  ['floor(width / 4)', 'Math.floor(width / 4)'],
  ['max(width, 2, 3)', 'Math.max(width, 2, 3)'],
  ['min(width, 4) + 1', 'Math.min(width, 4) + 1'],
  ["width if mode == 'same' else 1", "mode === 'same' ? width : 1"],
  ['(1 if deep else 2) if width > 3 else 4', 'width > 3 ? deep ? 1 : 2 : 4'],
  ['1 if (2 > 3 if deep else deep) else 4', '(deep ? false : deep) ? 1 : 4'],
  ['not deep', '!deep'],
  ['not (deep and width != 6)', '!(deep && width !== 6)'],
  ['deep and (not deep or width >= 6)', 'deep && (!deep || width >= 6)'],
])('%s is %s', (spec, text) => expect(formula(spec)).toBe(text));

test.each([
  ['a fraction that doubles do not have', 'third * 3'],
  ['a sum that doubles do not have', 'third + 0.2'],
  ['the rest of a negative number', 'minus % 2'],
  ['a half below zero, rounded', 'round(minus)'],
  ['no parameter', '16 * 2'],
  ['constants that TypeScript refuses to compare', 'width if 1 == 2 else 3'],
  ['values of two types', 'width if mode == 3 else 3'],
])('%s stays a number', (_name, spec) => expect(formula(spec)).toBeUndefined());
