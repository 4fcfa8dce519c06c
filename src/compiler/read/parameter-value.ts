import type { Report, Use } from '../../diagnostics/report';
import { isList, isMap, isRational, type Value } from '../../expression/ast';
import { compare, isWhole, parseRational, type Rational, toNumber } from '../../expression/rational';
import { type ParameterType, parameterWords } from '../../schema/parameter';
import type { Environment } from '../environment';
import { holdsExpression, isExpression, type MapTree, type Tree } from '../yaml/tree';
import { type Evaluated, evaluateTree } from './evaluate-tree';

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
    case 'list':
      return isList(value);
    case 'padding':
      if (isList(value)) return value.every((item) => isRational(item) && isWhole(item) && toNumber(item) >= 0);
      return paddingNames.has(value) || (isRational(value) && isWhole(value) && toNumber(value) >= 0);
  }
}

const paddingNames: ReadonlySet<Value> = new Set(['valid', 'same', 'causal']);

function rationalOf(value: number): Rational {
  const exact = parseRational(String(value));
  if (!exact) throw new Error(`${value} is no number`);
  return exact;
}

/** The type of a value in messages. */
export function typeName(value: Value): string {
  if (isList(value)) return 'a list';
  if (isMap(value)) return 'a map';
  if (isRational(value)) return 'a number';
  return typeof value === 'string' ? 'a text' : '`true` or `false`';
}

/** What a value of a parameter or of `let` can be. */
export const VALUE_WORDS = 'a number, a text, `true`, `false`, or a list or map of them';

/** The value of a scalar, list or map with its expressions; undefined, with a report, after an error in one of them. */
export function evaluateValue(
  tree: Tree,
  names: Environment,
  report: Report,
  uses?: readonly Use[],
): Evaluated | undefined {
  if (isExpression(tree)) return evaluateTree(tree, names, report, uses);
  if (tree.type === 'list' && holdsExpression(tree)) {
    const items = tree.items.map((item) => evaluateValue(item, names, report, uses)?.value);
    return items.every((item) => item !== undefined) ? { value: items, expression: undefined } : undefined;
  }
  if (tree.type === 'map' && holdsExpression(tree)) {
    const value = mapOf(tree, (item) => evaluateValue(item, names, report, uses)?.value);
    return value === undefined ? undefined : { value, expression: undefined };
  }
  const value = literalValue(tree);
  return value === undefined ? undefined : { value, expression: undefined };
}

function mapOf({ entries }: MapTree, of: (tree: Tree) => Value | undefined): Value | undefined {
  const items = entries.flatMap(({ key, value: tree }) => {
    const value = of(tree);
    return value === undefined ? [] : [[key, value] as const];
  });
  return items.length === entries.length ? new Map(items) : undefined;
}

/** A scalar, or a list or map of them, as a value of the expression language; numbers are exact. Undefined for anything else. */
export function literalValue(tree: Tree): Value | undefined {
  if (tree.type === 'list') {
    const items = tree.items.map(literalValue);
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (tree.type === 'map') return mapOf(tree, literalValue);
  if (tree.type !== 'scalar' || tree.value === null) return undefined;
  if (typeof tree.value !== 'number') return tree.value;
  return parseRational(tree.written) ?? parseRational(String(tree.value));
}
