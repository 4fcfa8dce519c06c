import type { Rational } from './rational';

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '**' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or';
export type FunctionName = 'floor' | 'ceil' | 'round' | 'make_divisible' | 'min' | 'max' | 'sum' | 'len';

/** A part of an expression; `start` and `end` count from the first character after `${`. */
export type Expression = { readonly start: number; readonly end: number } & (
  | { readonly type: 'number'; readonly value: Rational }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'not' | 'negate'; readonly operand: Expression }
  | {
      readonly type: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'choice';
      readonly then: Expression;
      readonly condition: Expression;
      readonly otherwise: Expression;
    }
  | { readonly type: 'index'; readonly list: Expression; readonly index: Expression }
  | {
      readonly type: 'slice';
      readonly list: Expression;
      readonly from: Expression | undefined;
      readonly to: Expression | undefined;
    }
  | { readonly type: 'call'; readonly name: string; readonly operands: readonly Expression[] }
);

/** The value of an expression. */
export type Value = Scalar | ListValue | MapValue;

export type Scalar = Rational | string | boolean;

/** A list, such as a pair of kernel sizes; lists can hold lists and maps. */
export type ListValue = readonly Value[];

/** A map from words to values, such as the sizes of each variant of a net. */
export type MapValue = ReadonlyMap<string, Value>;

export function isRational(value: Value): value is Rational {
  return typeof value === 'object' && !isList(value) && !isMap(value);
}

export function isList(value: Value): value is ListValue {
  return Array.isArray(value);
}

export function isMap(value: Value): value is MapValue {
  return value instanceof Map;
}

export function isScalar(value: Value): value is Scalar {
  return !isList(value) && !isMap(value);
}

/** A name in an expression. */
export type Name = Extract<Expression, { readonly type: 'name' }>;

/** The names that an expression uses, in the order of the text; one for each place. */
export function namesIn(expression: Expression): readonly Name[] {
  switch (expression.type) {
    case 'number':
    case 'string':
    case 'boolean':
      return [];
    case 'name':
      return [expression];
    case 'not':
    case 'negate':
      return namesIn(expression.operand);
    case 'binary':
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    case 'choice':
      return [expression.then, expression.condition, expression.otherwise].flatMap(namesIn);
    case 'index':
      return [expression.list, expression.index].flatMap(namesIn);
    case 'slice':
      return [expression.list, expression.from, expression.to].flatMap((part) => (part ? namesIn(part) : []));
    case 'call':
      return expression.operands.flatMap(namesIn);
  }
}
