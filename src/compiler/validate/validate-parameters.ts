import type { Report } from '../../diagnostics/report';
import { lineOf } from '../../diagnostics/source';
import { guessExpected } from '../../schema/guess-word';
import { type ParameterType, parameterFields } from '../../schema/parameter';
import { parameterProblem } from '../../schema/words';
import type { ParameterAst } from '../ast';
import { isSizeName, type Lets } from '../environment';
import { checkSizedExpressions, namesInTree } from '../read/evaluate-tree';
import { evaluateValue, parameterMismatch, VALUE_WORDS } from '../read/parameter-value';
import { readNamed } from '../read/read-named';
import { isNothing } from '../read/read-plain';
import { readSection } from '../read/read-section';
import { recogniseKeys } from '../read/unknown-key';
import {
  describeTree,
  type Entry,
  entryOf,
  expressionsIn,
  holdsExpression,
  isExpression,
  type MapTree,
  type TextTree,
  type Tree,
} from '../yaml/tree';

/** The names that a default can use. */
interface Names {
  readonly lets: Lets;
  /** Names of sizes of the block's inputs. */
  readonly sizes: ReadonlySet<string>;
  /** The parameters before it. */
  readonly parameters: ReadonlySet<string>;
}

const PARAMETERS = {
  what: '`params`',
  expected: 'a map from parameters to defaults',
  example: 'params: { out: 16, size }',
  lone: 'nothing',
} as const;

/** `params:` of a block -> each parameter with its default and type. */
export function validateParameters(
  block: MapTree,
  names: Omit<Names, 'parameters'>,
  report: Report,
): ReadonlyMap<string, ParameterAst> {
  const parameters = new Map<string, ParameterAst>();
  const tree = entryOf(block, 'params')?.value;
  if (!tree || tree.type === 'broken' || isNothing(tree)) return parameters;
  const named = readNamed(tree, PARAMETERS, report);
  for (const entry of named?.entries ?? []) {
    const problem = parameterProblem(entry.key);
    if (problem) report.add(problem, entry.keySpan, { name: entry.key, what: 'a parameter' });
    const before = new Set(parameters.keys());
    const later = named?.entries.find(
      (other) =>
        !before.has(other.key) && !names.lets.names.has(other.key) && other !== entry && uses(entry.value, other.key),
    );
    if (later) {
      const args = { name: entry.key, uses: later.key, line: lineOf(later.keySpan) };
      report.add('let/defined-below', entry.value.span, args);
      parameters.set(entry.key, { name: { text: entry.key, span: entry.keySpan }, type: ANY, ...UNKNOWN });
      continue;
    }
    parameters.set(entry.key, validateParameter(entry, { ...names, parameters: before }, report));
  }
  return parameters;
}

function uses(value: Tree, name: string): boolean {
  return isExpression(value) && namesInTree(value).some((used) => used.name === name);
}

const ANY: ParameterType = { type: undefined, minimum: undefined, maximum: undefined };

function validateParameter({ key, keySpan, value }: Entry, names: Names, report: Report): ParameterAst {
  const name = { text: key, span: keySpan };
  if (value.type !== 'map') return { name, type: ANY, ...defaultOf({ key, type: ANY }, value, names, report) };
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
  return { name, type, ...defaultOf({ key, type }, standard?.value, names, report) };
}

type Default = Pick<ParameterAst, 'default' | 'defaultSpan' | 'defaultTree' | 'defaultUnknown'>;
const NONE: Default = { default: undefined, defaultSpan: undefined, defaultTree: undefined, defaultUnknown: false };
const UNKNOWN: Default = { ...NONE, defaultUnknown: true };

/** A parameter without a value (`out:`, `out: null`, `out: ~`) is required in each use. */
function defaultOf(
  { key, type }: { readonly key: string; readonly type: ParameterType },
  tree: Tree | undefined,
  names: Names,
  report: Report,
): Default {
  const lets = names.lets.values;
  if (!tree || isNothing(tree)) return NONE;
  if (tree.type === 'broken' || (holdsExpression(tree) && !lets.known)) return UNKNOWN;
  const expressions = expressionsIn(tree);
  if (expressions.some((one) => isComputedByUse(one, names))) {
    const parameters = new Set([...names.lets.names, ...names.parameters]);
    for (const one of expressions) checkSizedExpressions(one, { parameters, sizes: names.sizes, report });
    return { ...NONE, defaultSpan: tree.span, defaultTree: tree };
  }
  const value = evaluateValue(tree, lets, report)?.value;
  const wrong = value === undefined ? VALUE_WORDS : parameterMismatch(value, type);
  if (wrong === undefined) return { ...NONE, default: value, defaultSpan: tree.span };
  if (!holdsExpression(tree) || value !== undefined)
    report.add(
      'blocks/parameter-type',
      tree.span,
      { parameter: key, expected: wrong, found: describeTree(tree) },
      typeof value === 'string' && !isExpression(tree) ? guessExpected(value, tree.span, wrong) : {},
    );
  return UNKNOWN;
}

/** Whether a default uses a parameter or a size, which only a use of the block knows. */
function isComputedByUse(tree: TextTree, { parameters }: Names): boolean {
  return namesInTree(tree).some(({ name }) => isSizeName(name) || parameters.has(name));
}
