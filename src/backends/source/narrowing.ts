import type { Expression } from '../../expression/ast';

/**
 * Whether an expression compares a name whose value an earlier comparison has fixed: in `1 if a == 2 and a == 3 else 4`, a type
 * checker narrows `a` to 2 and rejects the comparison with 3. `known` are the names that are already fixed.
 */
export function comparesKnown(expression: Expression, known: readonly string[] = []): boolean {
  switch (expression.type) {
    case 'not':
    case 'negate':
      return comparesKnown(expression.operand, known);
    case 'call':
      return expression.operands.some((operand) => comparesKnown(operand, known));
    case 'binary': {
      const { operator, left, right } = expression;
      if (comparedNames(expression).some((name) => known.includes(name))) return true;
      const fixed = operator === 'and' || operator === 'or' ? knownAfter(left, operator === 'and') : [];
      return comparesKnown(left, known) || comparesKnown(right, [...known, ...fixed]);
    }
    case 'choice': {
      const { condition, then, otherwise } = expression;
      return (
        comparesKnown(condition, known) ||
        comparesKnown(then, [...known, ...knownAfter(condition, true)]) ||
        comparesKnown(otherwise, [...known, ...knownAfter(condition, false)])
      );
    }
    default:
      return false;
  }
}

/** The names that can have only one value after a condition has the given outcome. */
function knownAfter(condition: Expression, outcome: boolean): readonly string[] {
  switch (condition.type) {
    case 'name':
      return [condition.name];
    case 'not':
      return knownAfter(condition.operand, !outcome);
    case 'binary': {
      const { operator, left, right } = condition;
      if (operator === 'and' || operator === 'or') return [left, right].flatMap((side) => knownAfter(side, outcome));
      return outcome === (operator === '==') ? comparedNames(condition) : [];
    }
    case 'choice':
      return [condition.condition, condition.then, condition.otherwise].flatMap((piece) => [
        ...knownAfter(piece, true),
        ...knownAfter(piece, false),
      ]);
    default:
      return [];
  }
}

/** The names that are operands of `==` or `!=` themselves. */
function comparedNames({ operator, left, right }: Extract<Expression, { type: 'binary' }>): readonly string[] {
  if (operator !== '==' && operator !== '!=') return [];
  return [left, right].flatMap((side) => (side.type === 'name' ? [side.name] : []));
}
