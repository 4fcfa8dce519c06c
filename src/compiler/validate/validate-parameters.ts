import type { Report } from '../../diagnostics/report';
import { isRational, type Value } from '../../expression/ast';
import { compare, isWhole, parseRational, type Rational, toNumber } from '../../expression/rational';
import { guessExpected } from '../../schema/guess-word';
import { type ParameterType, parameterFields, parameterWords } from '../../schema/parameter';
import { parameterProblem } from '../../schema/words';
import type { ParameterAst } from '../ast';
import type { Environment } from '../environment';
import { evaluateTree } from '../read/evaluate-tree';
import { isNothing } from '../read/read-plain';
import { readSection } from '../read/read-section';
import { recogniseKeys } from '../read/unknown-key';
import { describeTree, type Entry, entryOf, isExpression, type MapTree, type Tree } from '../yaml/tree';

/** `params:` of a block -> each parameter with its default and type. */
export function validateParameters(
  block: MapTree,
  lets: Environment,
  report: Report,
): ReadonlyMap<string, ParameterAst> {
  const parameters = new Map<string, ParameterAst>();
  const tree = entryOf(block, 'params')?.value;
  if (!tree || tree.type === 'broken') return parameters;
  if (tree.type !== 'map') {
    const expected = 'a map from parameters to defaults';
    report.add('schema/shape-of', tree.span, { what: '`params`', expected, found: describeTree(tree) });
    return parameters;
  }
  for (const entry of tree.entries) {
    const problem = parameterProblem(entry.key);
    if (problem) report.add(problem, entry.keySpan, { name: entry.key, what: 'a parameter' });
    parameters.set(entry.key, validateParameter(entry, lets, report));
  }
  return parameters;
}

const ANY: ParameterType = { type: undefined, minimum: undefined, maximum: undefined };

function validateParameter({ key, keySpan, value }: Entry, lets: Environment, report: Report): ParameterAst {
  const name = { text: key, span: keySpan };
  if (value.type !== 'map') return { name, type: ANY, ...defaultOf(key, value, ANY, lets, report) };
  const title = `parameter \`${key}\``;
  const context = { report, title, titleSpan: keySpan, names: undefined, otherKeys: ['default'] };
  const known = recogniseKeys(value, [...Object.keys(parameterFields), 'default'], title, report);
  const section = readSection(parameterFields, known, context);
  // Uses are not checked against a wrong declaration.
  if (!section) return { name, type: ANY, ...UNKNOWN };
  const type = section.values;
  const standard = entryOf(known, 'default');
  // An unknown key may have been meant for it.
  if (!standard && known.entries.length < value.entries.length) return { name, type, ...UNKNOWN };
  return { name, type, ...defaultOf(key, standard?.value, type, lets, report) };
}

type Default = Pick<ParameterAst, 'default' | 'defaultSpan' | 'defaultUnknown'>;
const NONE: Default = { default: undefined, defaultSpan: undefined, defaultUnknown: false };
const UNKNOWN: Default = { default: undefined, defaultSpan: undefined, defaultUnknown: true };

/** A parameter without a value (`out:`) is required in each use. */
function defaultOf(
  key: string,
  tree: Tree | undefined,
  type: ParameterType,
  lets: Environment,
  report: Report,
): Default {
  // `name:` alone has no default; `~` is meant as a value, but is none.
  if (!tree || (isNothing(tree) && tree.type === 'scalar' && tree.written === '')) return NONE;
  if (tree.type === 'broken' || (isExpression(tree) && !lets.known)) return UNKNOWN;
  const value = isExpression(tree) ? evaluateTree(tree, lets, report)?.value : literalValue(tree);
  const wrong = value === undefined ? 'a number, a text, `true` or `false`' : parameterMismatch(value, type);
  if (wrong === undefined) return { default: value, defaultSpan: tree.span, defaultUnknown: false };
  if (!isExpression(tree) || value !== undefined)
    report.add(
      'blocks/parameter-type',
      tree.span,
      { parameter: key, expected: wrong, found: describeTree(tree) },
      typeof value === 'string' && !isExpression(tree) ? guessExpected(value, tree.span, wrong) : {},
    );
  return UNKNOWN;
}

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
      return value === 'valid' || value === 'same' || (isRational(value) && isWhole(value) && toNumber(value) >= 0);
  }
}

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
