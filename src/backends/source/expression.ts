import {
  type BinaryOperator,
  type Expression,
  type FunctionName,
  isRational,
  isScalar,
  type Scalar,
} from '../../expression/ast';
import { toNumber } from '../../expression/rational';
import type { BlockUse } from '../../graph/graph';
import { apply, asQuotient, comparisons, isClose, isFraction } from './arithmetic';
import { type Text, usesOf } from './code';
import { type Infix, type Language, type Plain, TIGHTEST } from './language';
import { keyOfLookup } from './lookup';
import { comparesKnown } from './narrowing';
import { bound, isNumeric, type Numeric, type Rendered, withQuotient } from './rendered';

/** A parameter of a block in a generated program. */
export interface Parameter {
  readonly identifier: string;
  /** What is written for it, if that is more than its identifier. */
  readonly code?: Text;
  /** True if its value is written instead. */
  readonly inlined?: true;
  readonly value: Scalar;
  /** True if its declared type is a floating-point number, even if its value is whole. */
  readonly float?: boolean;
}

/** An expression in a target language. */
export interface Formula extends Text {
  readonly binding: number;
  /** The parameters that it reads, by their names in the spec; `uses` has their identifiers. */
  readonly names: readonly string[];
}

/** The parameters of a use of a block that generated programs can have: all but lists and maps, whose items are written instead. */
export function scalarParameters({ parameters }: Pick<BlockUse, 'parameters'>): readonly (readonly [string, Scalar])[] {
  return [...parameters].flatMap(([name, value]) => (isScalar(value) ? [[name, value] as const] : []));
}

/** A value of a spec in a generated program: an exact fraction becomes the nearest double. */
export function plainValue(value: Scalar): Plain {
  return isRational(value) ? toNumber(value) : value;
}

/**
 * Writes an expression over the parameters of a block in a target language. Undefined if it reads no parameter, if a type
 * checker would reject it, or if the language, with doubles instead of exact fractions, would not compute `expected`: exactly, or for
 * what can be a `fraction`, as near as the language allows.
 */
export function formulaOf(
  language: Language,
  expression: Expression,
  parameters: ReadonlyMap<string, Parameter>,
  expected: Plain,
  fraction = false,
): Formula | undefined {
  if (comparesKnown(expression)) return undefined;
  const renderer = new Renderer(language, parameters, fraction);
  const rendered = renderer.render(expression);
  if (!rendered || rendered.names.length === 0) return undefined;
  const isNear = fraction && isClose(rendered.value, expected, language.tolerance);
  if (!isNear && !Object.is(rendered.value, expected)) return undefined;
  if (rendered.float && Number.isInteger(expected) && !fraction) return undefined;
  const { text, binding, names } = rendered;
  return {
    text,
    binding,
    names,
    uses: [...names.flatMap((name) => usedBy(parameters.get(name))), ...renderer.defined],
    fixed: [...renderer.fixed],
  };
}

function usedBy(parameter: Parameter | undefined): readonly string[] {
  if (parameter?.code) return [...usesOf(parameter.code)];
  return parameter ? [parameter.identifier] : [];
}

class Renderer {
  readonly #language: Language;
  readonly #parameters: ReadonlyMap<string, Parameter>;
  /** The functions that the program must define. */
  readonly defined = new Set<string>();
  /** In a comparison, a function that rounds or a fraction, a quotient need not be whole, even if it is for these values. */
  #anyQuotient: boolean;
  /** What the text is not right for, as in `Code`. */
  readonly fixed = new Set<string>();

  constructor(language: Language, parameters: ReadonlyMap<string, Parameter>, fraction: boolean) {
    this.#language = language;
    this.#parameters = parameters;
    this.#anyQuotient = fraction;
  }

  render(expression: Expression): Rendered | undefined {
    const known = keyOfLookup(expression);
    if (known !== undefined && this.#parameters.has(known)) return this.#name(known);
    switch (expression.type) {
      case 'number':
      case 'string':
      case 'boolean':
        return this.#literal(plainValue(expression.value));
      case 'name':
        return this.#name(expression.name);
      case 'not':
      case 'negate':
        return this.#prefix(expression.type, expression.operand);
      case 'binary':
        return this.#infix(expression.operator, expression.left, expression.right);
      case 'choice':
        return this.#choice(expression.condition, expression.then, expression.otherwise);
      // Targets have no lists of numbers: the item is written instead.
      case 'index':
      case 'slice':
        return undefined;
      case 'call':
        return this.#call(expression.name, expression.operands);
    }
  }

  #literal(value: Plain): Rendered {
    const isNegative = typeof value === 'number' && value < 0;
    const binding = isNegative ? (this.#language.prefix.negate?.binding ?? 0) : TIGHTEST;
    return { text: this.#language.literal(value), value, binding, names: [], float: isFraction(value), simple: true };
  }

  #name(name: string): Rendered | undefined {
    const parameter = this.#parameters.get(name);
    if (!parameter) return undefined;
    const value = plainValue(parameter.value);
    for (const fixed of parameter.code?.fixed ?? []) this.fixed.add(fixed);
    if (parameter.inlined) return this.#literal(value);
    const float = parameter.float ?? isFraction(value);
    const { text, binding = TIGHTEST } = parameter.code ?? { text: parameter.identifier };
    return { text, value, binding, names: [name], float, simple: binding === TIGHTEST };
  }

  #prefix(type: 'not' | 'negate', expression: Expression): Rendered | undefined {
    const operator = this.#language.prefix[type];
    const operand = operator && this.render(expression);
    if (!operand || typeof operand.value !== (type === 'not' ? 'boolean' : 'number')) return undefined;
    const value = type === 'not' ? !operand.value : -Number(operand.value);
    if (type === 'not' && operand.names.length === 0) return this.#literal(value);
    const text = `${operator.sign}${bound(operand, operator.operand)}`;
    return { text, value, binding: operator.binding, names: operand.names, float: operand.float };
  }

  #infix(operator: BinaryOperator, ...operands: readonly [Expression, Expression]): Rendered | undefined {
    const product =
      operator === '*' && !this.#anyQuotient && this.#language.wholeDivision ? asQuotient(...operands) : undefined;
    if (product) return this.#infix('/', ...product);
    const outer = this.#anyQuotient;
    this.#anyQuotient ||= comparisons.has(operator);
    const [left, right] = [this.render(operands[0]), this.render(operands[1])];
    this.#anyQuotient = outer;
    if (!left || !right) return undefined;
    if (operator === 'and' || operator === 'or') return this.#logic(operator, left, right);
    if (operator === '==' || operator === '!=') return this.#equality(operator, left, right);
    if (!isNumeric(left) || !isNumeric(right)) return undefined;
    if (comparisons.has(operator) && left.names.length + right.names.length === 0)
      return this.#literal(apply[operator as '<'](left.value, right.value));
    // Quotients that need not be whole by themselves.
    const isSum = operator === '+' || operator === '-';
    if (right.quotient && (left.quotient || !isSum)) return undefined;
    if (left.quotient && !isSum && operator !== '/') return undefined;
    if (operator === '/') return this.#quotient(left, right);
    // In Python, a negative exponent makes a float even of a whole result.
    if (operator === '**' && right.value < 0) return undefined;
    const value =
      operator === '%' ? this.#language.remainder(left.value, right.value) : apply[operator](left.value, right.value);
    return this.#joined(this.#language.infix[operator], [left, right], value);
  }

  #logic(operator: 'and' | 'or', left: Rendered, right: Rendered): Rendered | undefined {
    const [a, b] = [left.value, right.value];
    if (typeof a !== 'boolean' || typeof b !== 'boolean') return undefined;
    // A constant decides, or does not matter.
    const isNeutral = (side: Rendered): boolean => side.value === (operator === 'and');
    if (left.names.length === 0) return isNeutral(left) ? right : left;
    if (right.names.length === 0) return isNeutral(right) ? left : right;
    return this.#joined(this.#language.infix[operator], [left, right], operator === 'and' ? a && b : a || b);
  }

  /** Type checkers reject comparisons of values of two types, and linters those of two constants. */
  #equality(operator: '==' | '!=', left: Rendered, right: Rendered): Rendered | undefined {
    if (typeof left.value !== typeof right.value) return undefined;
    const value = (left.value === right.value) === (operator === '==');
    if (left.names.length + right.names.length === 0) return this.#literal(value);
    return this.#joined(this.#language.infix[operator], [left, right], value);
  }

  #quotient(left: Numeric, right: Numeric): Rendered | undefined {
    const value = left.value / right.value;
    const isWhole = [left.value, right.value, value].every(Number.isInteger);
    const { infix, wholeDivision } = this.#language;
    if (isWhole && wholeDivision && !left.float && !right.float && !this.#anyQuotient)
      return withQuotient(this.#joined(wholeDivision, [left, right], value));
    const quotient = this.#joined(infix['/'], [left, right], value);
    return quotient && { ...quotient, float: this.#language.hasWholeFloats || quotient.float };
  }

  #choice(...operands: readonly [Expression, Expression, Expression]): Rendered | undefined {
    const [condition, then, otherwise] = operands.map((operand) => this.render(operand));
    if (!condition || !then || !otherwise || typeof condition.value !== 'boolean') return undefined;
    if (condition.names.length === 0) return condition.value ? then : otherwise;
    if (then.text === otherwise.text) return then;
    const { conditional } = this.#language;
    const { value } = condition.value ? then : otherwise;
    return {
      text: conditional.text(
        bound(condition, conditional.condition),
        bound(then, conditional.whenTrue),
        bound(otherwise, conditional.whenFalse),
      ),
      value,
      binding: conditional.binding,
      names: [condition, then, otherwise].flatMap(({ names }) => names),
      float: this.#isFloat(value, [then, otherwise]),
    };
  }

  #call(name: string, expressions: readonly Expression[]): Rendered | undefined {
    const rounds = name === 'floor' || name === 'ceil' || name === 'round';
    const [only] = expressions;
    if (name === 'floor' && only?.type === 'binary' && only.operator === '/') {
      const floored = this.#flooredQuotient(only.left, only.right);
      if (floored) return floored;
    }
    const outer = this.#anyQuotient;
    this.#anyQuotient ||= rounds || name === 'make_divisible';
    const operands = expressions.flatMap((expression) => this.render(expression) ?? []);
    this.#anyQuotient = outer;
    const [first] = operands;
    if (!first || operands.length < expressions.length || !operands.every(isNumeric)) return undefined;
    if (rounds && (operands.length > 1 || !first.float)) return operands.length > 1 ? undefined : first;
    const callable = isFunctionName(name, this.#language.functions) ? this.#language.functions[name] : undefined;
    if (!callable || operands.length < (callable.arity ?? 1)) return undefined;
    const value = callable.apply(...operands.map((operand) => operand.value));
    if (callable.defined) this.defined.add(callable.name);
    return {
      text: `${callable.name}(${operands.map(({ text }) => text).join(', ')})`,
      value,
      binding: TIGHTEST,
      names: operands.flatMap(({ names }) => names),
      float: !callable.whole && !rounds && this.#isFloat(value, operands),
    };
  }

  /** `a // b`, which is the floor of the quotient of two whole numbers. */
  #flooredQuotient(...expressions: readonly [Expression, Expression]): Rendered | undefined {
    const [left, right] = [this.render(expressions[0]), this.render(expressions[1])];
    const { wholeDivision } = this.#language;
    if (!wholeDivision || !left || !right || !isNumeric(left) || !isNumeric(right)) return undefined;
    if (left.float || right.float || right.value === 0) return undefined;
    return this.#joined(wholeDivision, [left, right], Math.floor(left.value / right.value));
  }

  #joined(infix: Infix | undefined, operands: readonly [Rendered, Rendered], value: Plain): Rendered | undefined {
    if (!infix) return undefined;
    const [left, right] = operands;
    const space = infix.tight && left.simple && right.simple ? '' : ' ';
    return {
      text: `${bound(left, infix.left)}${space}${infix.sign}${space}${bound(right, infix.right)}`,
      value,
      binding: infix.binding,
      names: [...left.names, ...right.names],
      float: this.#isFloat(value, operands),
      quotient: left.quotient || right.quotient || false,
    };
  }

  /** One float makes the result a float, in languages that distinguish whole floats from integers. */
  #isFloat(value: Plain, operands: readonly Rendered[]): boolean {
    return this.#language.hasWholeFloats ? operands.some(({ float }) => float) : isFraction(value);
  }
}

function isFunctionName(name: string, functions: Language['functions']): name is FunctionName {
  return Object.hasOwn(functions, name);
}
