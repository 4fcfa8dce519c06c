import type { Expression } from '../../expression/ast';
import { INCOMING } from '../../schema/words';
import { python } from '../python/expression';
import { type Code, line, operand } from '../source/code';
import { isSame, substitute } from './channel-expressions';

/** Channels as Python, and as an expression. */
export interface Given {
  readonly code: Code;
  readonly expression: Expression | undefined;
}

/** Whether channels stay what they are where a condition holds. */
export function keepsChannels(condition: Expression, then: Given, otherwise: Given): boolean {
  if (!then.expression || !otherwise.expression) return false;
  return isSame(assuming(then.expression, condition, true), assuming(otherwise.expression, condition, true));
}

/** Whether channels are the same where a condition does not hold: `out` and `in.channels` unless `in.channels != out`. */
export function isSameUnless(condition: Expression, then: Given, otherwise: Given): boolean {
  if (!then.expression || !otherwise.expression) return false;
  const [one, other] = [assuming(then.expression, condition, true), assuming(otherwise.expression, condition, false)];
  if (isSame(one, other)) return true;
  const equal = equalities(condition, false).map((sides) => sides.map((side) => entered(side, other)));
  return equal.some(
    ([left, right]) => left && right && (isMade(one, other, left, right) || isMade(one, other, right, left)),
  );
}

/** An expression where a condition holds, or where it does not: without the choices by that condition. */
export function assuming(expression: Expression, condition: Expression, holds: boolean): Expression {
  const inside = (part: Expression): Expression => assuming(part, condition, holds);
  switch (expression.type) {
    case 'choice': {
      if (isSame(expression.condition, condition)) return inside(holds ? expression.then : expression.otherwise);
      const [then, otherwise] = [inside(expression.then), inside(expression.otherwise)];
      return { ...expression, condition: inside(expression.condition), then, otherwise };
    }
    case 'binary':
      return { ...expression, left: inside(expression.left), right: inside(expression.right) };
    case 'not':
    case 'negate':
      return { ...expression, operand: inside(expression.operand) };
    case 'call':
      return { ...expression, operands: expression.operands.map(inside) };
    default:
      return expression;
  }
}

/** The one expression where a condition holds, and the other where it does not. */
export function choiceBetween(
  condition: Expression,
  one: Expression | undefined,
  other: Expression | undefined,
): Expression | undefined {
  if (!one || !other) return undefined;
  const [then, otherwise] = [assuming(one, condition, true), assuming(other, condition, false)];
  return isSame(then, otherwise) ? then : { type: 'choice', condition, then, otherwise, start: 0, end: 0 };
}

/** `6 if wide else in_channels` */
export function choiceOf(condition: Code, then: Code, otherwise: Code): Code {
  const { conditional } = python;
  const first = operand(condition, conditional.condition);
  const second = operand(then, conditional.whenTrue);
  const third = operand(otherwise, conditional.whenFalse);
  return { ...line`${second} if ${first} else ${third}`, binding: conditional.binding };
}

/** Whether two expressions are the same once a name is replaced by what it equals. */
function isMade(one: Expression, other: Expression, name: Expression, value: Expression): boolean {
  if (name.type !== 'name') return false;
  const of = (written: string): Expression => (written === name.name ? value : { ...name, name: written });
  const [first, second] = [substitute(one, of), substitute(other, of)];
  return first !== undefined && second !== undefined && isSame(first, second);
}

/** Expressions that are equal where a condition has a value. */
function equalities(condition: Expression, value: boolean): readonly (readonly [Expression, Expression])[] {
  if (condition.type === 'not') return equalities(condition.operand, !value);
  if (condition.type !== 'binary') return [];
  const { operator, left, right } = condition;
  if (operator === (value ? '==' : '!=')) return [[left, right]];
  const isBoth = operator === (value ? 'and' : 'or');
  return isBoth ? [...equalities(left, value), ...equalities(right, value)] : [];
}

/** With what enters in the place of `in.channels`. */
function entered(expression: Expression, before: Expression): Expression | undefined {
  return substitute(expression, (name) =>
    name === `${INCOMING}.channels` || name === `${INCOMING}.features`
      ? before
      : { type: 'name', name, start: 0, end: 0 },
  );
}
