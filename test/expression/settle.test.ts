import type { Expression, Value } from '../../src/expression/ast';
import { evaluate, formatValue } from '../../src/expression/evaluate';
import { parseExpression } from '../../src/expression/parse-expression';
import { parseRational } from '../../src/expression/rational';
import { settle } from '../../src/expression/settle';

function rational(text: string): Value {
  const value = parseRational(text);
  if (!value) throw new Error(`${text} is no number`);
  return value;
}

const constants = new Map<string, Value>([
  ['one', rational('1')],
  ['half', rational('0.5')],
  ['deep', true],
  ['kind', 'relu'],
  ['sizes', [rational('4'), rational('9')]],
  ['nets', new Map([['relu', rational('2')]])],
]);

/** An expression as text, every operation in parentheses. */
function written(expression: Expression): string {
  switch (expression.type) {
    case 'number':
    case 'string':
    case 'boolean':
      return formatValue(expression.value);
    case 'name':
      return expression.name;
    case 'not':
    case 'negate':
      return `${expression.type}(${written(expression.operand)})`;
    case 'binary':
      return `(${written(expression.left)} ${expression.operator} ${written(expression.right)})`;
    case 'choice':
      return `(${[expression.then, expression.condition, expression.otherwise].map(written).join(' ? ')})`;
    case 'index':
      return `${written(expression.list)}[${written(expression.index)}]`;
    case 'slice': {
      const [from, to] = [expression.from, expression.to].map((end) => (end ? written(end) : ''));
      return `${written(expression.list)}[${from}:${to}]`;
    }
    case 'call':
      return `${expression.name}(${expression.operands.map(written).join(', ')})`;
  }
}

test.each([
  ['out * one', 'out'],
  ['floor(out * half)', 'floor((out * 0.5))'],
  ['max(16, floor(out * one)) if one < 1 else floor(out * one)', 'floor(out)'],
  ['out if deep else 1 / 0', 'out'],
  ['1 / 0 if out else half + half', '((1 / 0) ? out ? 1)'],
  ['one * out + 0 - (one - 1)', 'out'],
  ['not deep', 'false'],
  ["kind == 'relu' and out > one", '(true and (out > 1))'],
  ['out / one', 'out'],
  ['one / out', '(1 / out)'],
  ['sizes[one]', '9'],
  ['nets[kind] + out', '(2 + out)'],
  ['sum(sizes[one:]) * out', '(9 * out)'],
  ['sizes[out]', 'sizes[out]'],
])('%s evaluates to %s', (expression, settled) => {
  expect(written(settle(parseExpression(expression), constants))).toBe(settled);
});

test('it has the same value', () => {
  for (const text of ['floor(out * half) + one', 'max(out, one) if deep else 2', '0 + out * (one + half) - 0']) {
    const names = new Map([...constants, ['out', rational('7')] as const]);
    const expression = parseExpression(text);
    expect(formatValue(evaluate(settle(expression, constants), names))).toBe(formatValue(evaluate(expression, names)));
  }
});
