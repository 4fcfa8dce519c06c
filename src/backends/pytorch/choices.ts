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

/** Whether channels are the same where a condition does not hold: `out` and `in.channels` unless `in.channels != out`. */
export function isSameUnless(condition: Expression, then: Given, otherwise: Given): boolean {
  const [one, other] = [then.expression, otherwise.expression];
  if (!one || !other) return false;
  const equal = equalities(condition, false).map((sides) => sides.map((side) => entered(side, other)));
  return equal.some(
    ([left, right]) => left && right && (isMade(one, other, left, right) || isMade(one, other, right, left)),
  );
}

/** The one expression where a condition holds, and the other where it does not. */
export function choiceBetween(
  condition: Expression,
  then: Expression | undefined,
  otherwise: Expression | undefined,
): Expression | undefined {
  return then && otherwise && { type: 'choice', condition, then, otherwise, start: 0, end: 0 };
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
