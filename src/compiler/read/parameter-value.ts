import { isRational, type Value } from '../../expression/ast';
import { compare, isWhole, parseRational, type Rational, toNumber } from '../../expression/rational';
import { type ParameterType, parameterWords } from '../../schema/parameter';
import type { Tree } from '../yaml/tree';

/** What a parameter must be, if a value does not match. A kind may also be a block, which only its use can decide. */
export function parameterMismatch(value: Value, { type, minimum, maximum }: ParameterType): string | undefined {
  if (type !== undefined && !isOfType(value, type)) return parameterWords[type];
  if (!isRational(value)) return undefined;
  if (minimum !== undefined && compare(value, rationalOf(minimum)) < 0) return `at least ${minimum}`;
  if (maximum !== undefined && compare(value, rationalOf(maximum)) > 0) return `at most ${maximum}`;
  return undefined;
}

function isOfType(value: Value, type: NonNullable<ParameterType['type']>): boolean {
  switch (type) {
    case 'number':
      return isRational(value);
    case 'integer':
      return isRational(value) && isWhole(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'string':
    case 'kind':
      return typeof value === 'string';
    case 'padding':
      return paddingNames.has(value) || (isRational(value) && isWhole(value) && toNumber(value) >= 0);
  }
}

const paddingNames: ReadonlySet<Value> = new Set(['valid', 'same', 'causal']);

function rationalOf(value: number): Rational {
  const exact = parseRational(String(value));
  if (!exact) throw new Error(`${value} is no number`);
  return exact;
}

/** A scalar as a value of the expression language; numbers are exact. */
export function literalValue(tree: Tree): Value | undefined {
  if (tree.type !== 'scalar' || tree.value === null) return undefined;
  if (typeof tree.value !== 'number') return tree.value;
  return parseRational(tree.written) ?? parseRational(String(tree.value));
}
