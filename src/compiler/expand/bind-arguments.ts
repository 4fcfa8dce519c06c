import { replacement } from '../../diagnostics/replacement';
import type { Cause, Report, Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import { type Expression, isList, isRational, type Value } from '../../expression/ast';
import { formatValue } from '../../expression/evaluate';
import type { BindingLocation } from '../../graph/locations';
import type { Guess } from '../../schema/guess';
import { readCall } from '../../schema/guess-call';
import { guessValue } from '../../schema/guess-foreign';
import { guessExpected, guessWord, isMisspeltBoolean } from '../../schema/guess-word';
import { parameterTypes } from '../../schema/parameter';
import type { BlockAst, ParameterAst, UseItem } from '../ast';
import { type Environment, extend, mainPlace, writtenAt } from '../environment';
import type { Evaluated } from '../read/evaluate-tree';
import { evaluateValue, parameterMismatch, typeName, VALUE_WORDS } from '../read/parameter-value';
import { reportMisspeltBoolean } from '../read/report-misspelt-boolean';
import { describeTree, type Entry, holdsExpression, isExpression, itemPlaces } from '../yaml/tree';

interface Caller {
  readonly parameters: Environment;
  readonly uses: readonly Use[];
  /** The use itself. */
  readonly use: Use;
  /** What defaults can use besides the parameters before them: `let` values, and the sizes of the block's inputs. */
  readonly inside: Environment;
}

/** The values of a block's parameters in one use, and the expressions that they came from. */
export interface Arguments {
  readonly values: ReadonlyMap<string, Value>;
  readonly symbols: ReadonlyMap<string, Expression>;
  /** Defaults that are expressions. */
  readonly computed: ReadonlyMap<string, Expression>;
  readonly writtenAt: ReadonlyMap<string, BindingLocation>;
}

/** A value for every parameter of a block in one use; undefined, with reports, if one is missing or wrong. */
export function bindArguments(
  item: UseItem,
  blocks: ReadonlyMap<string, BlockAst>,
  { parameters: outer, uses, use, inside }: Caller,
  report: Report,
): Arguments | undefined {
  const block = blocks.get(item.block.text);
  if (!block) {
    const known = [...blocks.keys()];
    const { guess, fixes } = guessWord(item.block, known, (name) => !isUsed(name, item.block.span));
    const called = readCall(item.block.text)?.name;
    const help =
      called !== undefined && known.includes(called)
        ? `write \`use: ${called}\`, and its parameters by name in \`with\` next to it`
        : undefined;
    const args = { name: item.block.text, nearest: guess, known };
    report.add('blocks/unknown', item.block.span, args, { fixes, uses, help });
    return undefined;
  }
  const values = new Map<string, Value>();
  const symbols = new Map<string, Expression>();
  const computed = new Map<string, Expression>();
  const places = new Map<string, BindingLocation>();
  const unknown = refuseUnknown(item, block, uses, report);
  let complete = unknown === 0;
  const missing: string[] = [];
  for (const [key, parameter] of block.parameters) {
    const given = item.arguments.find((entry) => entry.key === key);
    const bound = given
      ? argumentValue(given, parameter, { parameters: outer, uses }, report)
      : complete || !parameter.defaultTree
        ? defaultValue(parameter, { parameters: extend(inside, values, places), uses: [...uses, use] }, report)
        : undefined; // It may use a parameter that a reported mistake has left without a value.
    if (bound?.value !== undefined) values.set(key, bound.value);
    else complete = false;
    if (bound?.expression) (given ? symbols : computed).set(key, bound.expression);
    const place = given
      ? argumentPlace(given, bound, outer, { uses, use })
      : parameter.defaultSpan &&
        ({
          span: parameter.defaultSpan,
          type: 'default',
          name: key,
          uses: [...uses, use],
          use,
          formula: bound?.formula,
        } as const);
    if (place) places.set(key, place);
    if (!given && !hasDefault(parameter)) missing.push(key);
  }
  // An unknown parameter is probably the missing one, misspelt: one mistake, one error.
  if (missing.length > unknown) {
    const notes = [
      { message: 'declared without a default', span: block.parameters.get(missing[0] as string)?.name.span },
    ];
    report.add('blocks/missing-parameter', item.block.span, { block: item.block.text, missing }, { notes, uses });
  }
  return complete ? { values, symbols, computed, writtenAt: places } : undefined;
}

function hasDefault({ default: standard, defaultTree, defaultUnknown }: ParameterAst): boolean {
  return standard !== undefined || defaultTree !== undefined || defaultUnknown;
}

/** The default of a parameter: the same for every use, or an expression over the parameters before it and the inputs. */
function defaultValue(
  { name, type, default: standard, defaultTree }: ParameterAst,
  { parameters: names, uses }: Pick<Caller, 'parameters' | 'uses'>,
  report: Report,
): Bound | undefined {
  if (!defaultTree) return { value: standard };
  const evaluated = evaluateValue(defaultTree, names, report, uses);
  const wanted = evaluated && parameterMismatch(evaluated.value, type);
  if (!evaluated || wanted === undefined) return evaluated;
  const found = `${describeTree(defaultTree)} = ${formatValue(evaluated.value)}`;
  report.add('blocks/parameter-type', defaultTree.span, { parameter: name.text, expected: wanted, found }, { uses });
  return undefined;
}

/** Whether a file uses a block. If two names are similar, the unused one is more likely meant. */
function isUsed(name: string, { source }: Span): boolean {
  return new RegExp(`\\buse: *["']?${name.replaceAll(/\W/g, '\\$&')}(?![\\w-])`).test(source.text);
}

/** Where an argument is written, unless it only passes on a value of the enclosing scope. */
function argumentPlace(
  { key, value }: Entry,
  bound: Bound | undefined,
  outer: Environment,
  around: Pick<BindingLocation, 'uses' | 'use'>,
): BindingLocation {
  const { expression, formula } = bound ?? {};
  if (!expression) return { span: value.span, type: 'argument', name: key, items: itemPlaces(value), ...around };
  const handedOn = writtenAt(expression, outer);
  if (handedOn) return handedOn;
  return { span: value.span, type: 'argument', name: key, source: mainPlace(expression, outer), formula, ...around };
}

/** The value of a parameter; the expression that gives it, if there is one. */
type Bound = Pick<Evaluated, 'formula'> & {
  readonly value: Value | undefined;
  readonly expression?: Expression | undefined;
};

function refuseUnknown(item: UseItem, block: BlockAst, uses: readonly Use[], report: Report): number {
  const known = [...block.parameters.keys()];
  const unknown = item.arguments.filter((entry) => !block.parameters.has(entry.key));
  const needed = known.filter((name) => !hasDefault(block.parameters.get(name) as ParameterAst));
  const isMissing = (name: string): boolean => !item.arguments.some(({ key }) => key === name);
  const only = unknown.length === 1 ? onlyOf(known.filter(isMissing), needed.filter(isMissing)) : undefined;
  for (const { key, keySpan } of unknown) {
    const spelt = guessWord({ text: key, span: keySpan }, known, isMissing);
    const { guess, fixes } = spelt.guess === undefined && only ? onlyLeft(only, keySpan) : spelt;
    report.add(
      'blocks/unknown-parameter',
      keySpan,
      { block: item.block.text, word: key, nearest: guess, known },
      { fixes, uses },
    );
  }
  return unknown.length;
}

/** Of the parameters that a use does not set, the one that it must, or the only one. */
function onlyOf(missing: readonly string[], needed: readonly string[]): string | undefined {
  const [name, other] = needed.length > 0 ? needed : missing;
  return other === undefined ? name : undefined;
}

function onlyLeft(name: string, span: Span): Guess {
  return { guess: name, fixes: [replacement(span, name, 'choice')] };
}

function argumentValue(
  { key, value: tree }: Entry,
  parameter: ParameterAst,
  { parameters: outer, uses }: Pick<Caller, 'parameters' | 'uses'>,
  report: Report,
): Bound | undefined {
  if (holdsExpression(tree) && !outer.known) return undefined;
  const evaluated = evaluateValue(tree, outer, report, uses);
  const value = evaluated?.value;
  if (value === undefined) {
    if (!holdsExpression(tree) && tree.type !== 'broken') {
      report.add(
        'blocks/parameter-type',
        tree.span,
        { parameter: key, expected: VALUE_WORDS, found: describeTree(tree) },
        { uses },
      );
    }
    return undefined;
  }
  reportMisspeltDefault(parameter, value, report);
  const wanted = expectedOf(parameter, value);
  if (wanted === undefined) return evaluated;
  const says = parameter.type.type === undefined ? `its default is ${wanted}` : 'declared here';
  const expression = evaluated?.expression;
  const at = expression && writtenAt(expression, outer);
  const args = { parameter: key, expected: wanted, found: describeTree(tree), type: typeNamedBy(parameter) };
  const cause = declarationToBlame(parameter, value);
  if (at) {
    const notes = [{ message: 'it is passed on here', span: tree.span }];
    const guess = typeof value === 'string' ? guessExpected(value, at.span, wanted) : {};
    report.add('blocks/parameter-type', at.span, args, { notes, uses: at.uses, blamed: true, cause, ...guess });
    return undefined;
  }
  const notes = [{ message: says, span: parameter.name.span }];
  report.add('blocks/parameter-type', tree.span, args, {
    notes,
    uses,
    cause,
    ...(typeof value === 'string' && !isExpression(tree) && guessExpected(value, tree.span, wanted)),
  });
  return undefined;
}

/** The type that a default such as `int` names. */
function typeNamedBy({ name, type, default: standard }: ParameterAst): string | undefined {
  if (type.type !== undefined || typeof standard !== 'string') return undefined;
  return guessValue({ text: standard, span: name.span }, parameterTypes, 'type').guess;
}

/** A default such as `flase`, although the argument is right. */
function reportMisspeltDefault(
  { name, type, default: standard, defaultSpan }: ParameterAst,
  value: Value,
  report: Report,
): void {
  if (type.type !== undefined || !defaultSpan || !isMisspeltBoolean(standard, value)) return;
  const misspelt = { key: name.text, text: String(standard), found: `\`${standard}\``, span: defaultSpan };
  reportMisspeltBoolean(misspelt, report, { blamed: true });
}

/** This many arguments that break the same rule mean that the rule is wrong. */
const MANY = 4;

/** Blames a default of another type than the arguments if several arguments disagree with it, and a declaration if many do. */
function declarationToBlame(
  { name, type, default: standard, defaultSpan }: ParameterAst,
  value: Value,
): Cause<'blocks/parameter-type'> | undefined {
  if (type.type !== undefined) return { span: name.span, uses: [], least: MANY };
  if (standard === undefined || !defaultSpan || typeName(standard) === typeName(value)) return undefined;
  const args = { parameter: name.text, expected: typeName(value), found: `\`${formatValue(standard)}\`` };
  return { span: defaultSpan, uses: [], blamed: true, args };
}

/** What a parameter must be, if a value does not match. */
function expectedOf({ type, default: standard }: ParameterAst, value: Value): string | undefined {
  const like = type.type === undefined && standard !== undefined ? standard : value;
  // A kernel that is a number by default can be a pair too.
  if (typeName(like) === typeName(value) || (isSizes(like) && isSizes(value))) return parameterMismatch(value, type);
  // Such a default has been reported.
  return isMisspeltBoolean(like, value) ? undefined : typeName(like);
}

function isSizes(value: Value): boolean {
  return isRational(value) || (isList(value) && value.every(isRational));
}
