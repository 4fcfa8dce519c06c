import { type Expression, isRational, isScalar, namesIn, type Scalar, type Value } from './ast';
import { EvaluationError, evaluate } from './evaluate';
import { toNumber } from './rational';

type Constants = ReadonlyMap<string, Value>;

/**
 * The same expression with `constants` substituted and simplified: with `width` 1, `floor(out * width) if width < 2 else out`
 * becomes `floor(out)`, so that generated code only depends on what can vary.
 */
export function settle(expression: Expression, constants: Constants): Expression {
  const inner = (piece: Expression): Expression => settle(piece, constants);
  switch (expression.type) {
    case 'number':
    case 'string':
    case 'boolean':
      return expression;
    case 'name': {
      const value = constants.get(expression.name);
      return value !== undefined && isScalar(value) ? literal(value, expression) : expression;
    }
    case 'not':
    case 'negate':
      return worked({ ...expression, operand: inner(expression.operand) });
    case 'binary':
      return withoutNeutral(worked({ ...expression, left: inner(expression.left), right: inner(expression.right) }));
    case 'choice': {
      const condition = inner(expression.condition);
      if (condition.type === 'boolean') return inner(condition.value ? expression.then : expression.otherwise);
      const [then, otherwise] = [inner(expression.then), inner(expression.otherwise)];
      return { ...expression, condition, then, otherwise };
    }
    case 'index':
      return constantIn(expression, constants) ?? { ...expression, index: inner(expression.index) };
    case 'slice':
      return expression;
    case 'call':
      return constantIn(expression, constants) ?? worked({ ...expression, operands: expression.operands.map(inner) });
  }
}

/** The value of an expression that uses only constants, such as an item of a list or their sum; undefined if it is not a scalar. */
function constantIn(expression: Expression, constants: Constants): Expression | undefined {
  if (!namesIn(expression).every(({ name }) => constants.has(name))) return undefined;
  const value = evaluated(expression, constants);
  return value !== undefined && isScalar(value) ? literal(value, expression) : undefined;
}

function literal(value: Scalar, { start, end }: Expression): Expression {
  if (isRational(value)) return { type: 'number', value, start, end };
  return typeof value === 'string' ? { type: 'string', value, start, end } : { type: 'boolean', value, start, end };
}

/** An expression without names is replaced by its value; a branch that is never taken may have none. */
function worked(expression: Expression): Expression {
  if (!partsOf(expression).every(isLiteral)) return expression;
  const value = evaluated(expression, new Map());
  return value !== undefined && isScalar(value) ? literal(value, expression) : expression;
}

function evaluated(expression: Expression, constants: Constants): Value | undefined {
  try {
    return evaluate(expression, constants);
  } catch (error) {
    if (error instanceof EvaluationError) return undefined;
    throw error;
  }
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.type) {
    case 'not':
    case 'negate':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'call':
      return expression.operands;
    default:
      return [];
  }
}

function isLiteral({ type }: Expression): boolean {
  return type === 'number' || type === 'string' || type === 'boolean';
}

/** `x * 1`, `x / 1`, `x + 0`, `x - 0`, and `1 * x`, `0 + x`, become x. */
function withoutNeutral(expression: Expression): Expression {
  if (expression.type !== 'binary') return expression;
  const { operator, left, right } = expression;
  const is = (side: Expression, number: number): boolean => side.type === 'number' && toNumber(side.value) === number;
  if ((operator === '*' || operator === '/') && is(right, 1)) return left;
  if ((operator === '+' || operator === '-') && is(right, 0)) return left;
  if ((operator === '*' && is(left, 1)) || (operator === '+' && is(left, 0))) return right;
  // `x * 64 / 64` is x: numbers are exact.
  if (operator === '/' && right.type === 'number' && left.type === 'binary' && left.operator === '*') {
    const { right: factor } = left;
    if (factor.type === 'number' && toNumber(right.value) !== 0)
      return withoutNeutral({ ...left, right: worked({ ...expression, left: factor, right }) });
  }
  return expression;
}
