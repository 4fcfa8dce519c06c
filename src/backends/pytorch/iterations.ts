import { channelsOf } from '../../dimensions/dimension';
import { type Expression, isScalar, namesIn, type Value } from '../../expression/ast';
import { rational } from '../../expression/rational';
import type { Repeat, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { python } from '../python/expression';
import { literal } from '../python/literal';
import { type Code, flatten, line, reference, usesOf, wrap } from '../source/code';
import { formulaOf, type Parameter, plainValue } from '../source/expression';
import { type Build, fixedIn, keyOf, loopHeader, namesRead } from './builds';
import type { Given } from './choices';
import { fixDecisions, withOrigins } from './dependencies';
import { COMING, expressionIn, type Frame, namesAt, type Program } from './frame';

/** One iteration of a repeat. */
export interface Iterated {
  /** With the names of the repeat as variables. */
  readonly named: Written;
  /** With their values. */
  readonly plain: Written;
  readonly values: Repeat['iterations'][number]['values'];
}

/** An iteration in one of the two ways. */
export interface Written {
  readonly builds: readonly Build[];
  /** The same without the update of the channels. */
  readonly inside: readonly Build[];
  /** The channels of its result. */
  readonly gives: Code;
  readonly expression: Expression | undefined;
  /** The parameters and variables on whose values it depends what is in it. */
  readonly fixed: ReadonlySet<string>;
}

/** The builds of an iteration, and what it gives as the channels of the next. */
export function withUpdate(variable: string | undefined, builds: readonly Build[], gives: Code): readonly Build[] {
  if (variable === undefined || flatten(gives) === variable) return builds;
  return [...builds, { type: 'set', name: variable, code: gives }];
}

export interface Iterations {
  /** By the names of the repeat. */
  readonly identifiers: ReadonlyMap<string, string>;
  readonly rendered: readonly Iterated[];
}

/** `in_channels + count * 32` for what grows by the same number in each iteration. */
function grown(
  last: Expression,
  { first, count, isFixed }: { first: Expression; count: Expression; isFixed: (expression: Expression) => boolean },
): Expression | undefined {
  if (last.type !== 'binary' || last.operator !== '+' || !isFixed(last.right)) return undefined;
  if (last.left.type !== 'name' || last.left.name !== COMING) return undefined;
  const right: Expression = { ...last, operator: '*', left: count, right: last.right };
  return { ...last, left: first, right };
}

function numberOf(value: number): Expression {
  return { type: 'number', value: rational(BigInt(value)), start: 0, end: 0 };
}

function rangeOf(begin: number, count: Code | undefined, end: number): Code {
  return begin === 0 ? line`range(${count ?? String(end)})` : `range(${begin}, ${end})`;
}

/** `enumerate([1, 2, 4])`, from a number on. */
function enumerated(list: Code, begin: number): Code {
  return wrap('enumerate(', list, begin === 0 ? ')' : `, ${begin})`);
}

function tupleOf(names: readonly string[]): string {
  return names.length === 1 ? names.join('') : `(${names.join(', ')})`;
}

/** `[(64, 3), (128, 4)]`, or `[1, 2, 4]` */
function listOf(rows: readonly (readonly (Value | undefined)[])[]): Code {
  const items = rows.map((row) => {
    const texts = row.map((value) => (value !== undefined && isScalar(value) ? literal(plainValue(value)) : 'None'));
    return texts.length === 1 ? (texts[0] ?? '') : `(${texts.join(', ')})`;
  });
  return { open: '[', items, close: ']', eachApart: true };
}

/** The channels after a repeat in terms that do not change from one iteration to the next. */
export function channelsAfter(
  { graph }: Program,
  frame: Frame,
  { iterations, names, times }: Repeat,
  rendered: readonly Iterated[],
): { readonly expression: Expression; readonly code: Code | undefined } | undefined {
  const last = rendered.at(-1)?.named.expression;
  const input = iterations[0]?.body.inputs[0] ?? -1;
  const result = iterations.at(-1)?.body.result;
  if (!last || result === undefined) return undefined;
  const moving = new Set([...names, COMING]);
  const isFixed = (expression: Expression): boolean => namesIn(expression).every(({ name }) => !moving.has(name));
  const first = expressionIn(graph, frame, input);
  const count = times ?? numberOf(rendered.length);
  const expression = isFixed(last) ? last : first && grown(last, { first, count, isFixed });
  if (!expression) return undefined;
  const size = channelsOf(typingOf(graph, result).output).value;
  return { expression, code: formulaOf(python, expression, namesAt(graph, frame, []), size) };
}

/** Builds of a repeat. Runs of iterations whose code is the same become loops; where the number of iterations is not that of the spec, it is fixed. */
export function runsOf(
  { graph }: Program,
  frame: Frame,
  repeat: Repeat,
  { identifiers, rendered }: Iterations,
): Build[] {
  const bodies = rendered.map(({ named }) => named.builds);
  const keys = bodies.map(keyOf);
  const entering = repeat.iterations[0]?.body.inputs ?? [];
  const times = repeat.times && formulaOf(python, repeat.times, namesAt(graph, frame, entering), rendered.length);
  const isGeneral =
    times !== undefined && keys.every((key) => key === keys[0]) && !isCounterFixed({ identifiers, rendered });
  if (repeat.times && !isGeneral)
    fixDecisions(graph, frame, [{ names: namesIn(repeat.times).map(({ name }) => name), inputs: entering }]);
  const builds: Build[] = [];
  for (let begin = 0; begin < rendered.length; ) {
    let end = begin + 1;
    while (end < rendered.length && keys[end] === keys[begin]) end++;
    const body = bodies[begin] ?? [];
    const count = isGeneral ? times : undefined;
    const isOne = end - begin === 1 && !count;
    for (const { named, plain } of rendered.slice(begin, end))
      for (const name of (isOne ? plain : named).fixed) frame.fixed.add(name);
    if (isOne) builds.push(...(rendered[begin]?.plain.builds ?? []));
    else if (body.length > 0) {
      const read = namesRead(body);
      const names = [...identifiers].filter(([, identifier]) => read.has(identifier));
      const counter = repeat.over ? undefined : names.find(([name]) => repeat.names.includes(name));
      const listed = names.filter((name) => name !== counter);
      const rows = rendered.slice(begin, end).map(({ values }) => listed.map(([name]) => values.get(name)));
      const variables = listed.map(([, identifier]) => identifier);
      const header =
        listed.length === 0
          ? loopHeader(counter?.[1] ?? '_', rangeOf(counter ? begin : 0, count, end - (counter ? 0 : begin)))
          : counter
            ? loopHeader(`${counter[1]}, ${tupleOf(variables)}`, enumerated(listOf(rows), begin))
            : loopHeader(variables.join(', '), listOf(rows));
      builds.push({ type: 'loop', header, body });
    }
    begin = end;
  }
  return builds;
}

/** Whether iterations are right only for these values of the counter: more of them could be other ones. */
function isCounterFixed({ identifiers, rendered }: Iterations): boolean {
  const names = [...identifiers.values()];
  return rendered.some(({ named: { builds, fixed } }) => {
    const all = new Set([...fixed, ...fixedIn(builds)]);
    return names.some((name) => all.has(name));
  });
}

/** The frame of one iteration, which a value with these channels enters: as they are, or in a variable. */
export function iterationFrame(
  frame: Frame,
  {
    input,
    coming,
    parameters,
    values,
  }: {
    readonly input: ValueId;
    readonly coming: Given | { readonly variable: string; readonly size: number };
    readonly parameters: readonly (readonly [string, Parameter])[];
    readonly values: ReadonlyMap<string, Value>;
  },
): Frame {
  const variable = 'variable' in coming ? coming.variable : undefined;
  const channels = new Map(frame.channels);
  const expressions = new Map(frame.expressions);
  channels.set(input, 'variable' in coming ? reference(coming.variable) : coming.code);
  const expression: Expression | undefined =
    'variable' in coming ? { type: 'name', name: COMING, start: 0, end: 0 } : coming.expression;
  if (expression) expressions.set(input, expression);
  else expressions.delete(input);
  const own =
    'variable' in coming
      ? [[COMING, { identifier: coming.variable, value: rational(BigInt(coming.size)) }] as const]
      : [];
  return {
    ...frame,
    running: variable,
    channels,
    expressions,
    parameters: new Map([...frame.parameters, ...parameters, ...own]),
    values: new Map([...frame.values, ...values]),
    fixed: new Set(),
  };
}

/** The names in the class of a block that hide `let` values. */
export function hiddenIn({ blocks }: TypedGraph, { block, parameters }: Frame): ReadonlySet<string> {
  return new Set([...parameters.keys(), ...(blocks.get(block)?.parameters.keys() ?? [])]);
}

/** Whether none of some names is a parameter of the class, nor a variable that depends on one. */
export function isIndependent({ parameters, entering, variables }: Frame, names: readonly string[]): boolean {
  const own = [...parameters.values()].flatMap(({ identifier, inlined }) => (inlined ? [] : [identifier]));
  const known = new Set([...own, ...[...entering.values()].flatMap((code) => [...usesOf(code)])]);
  return [...withOrigins(names, variables)].every((name) => !known.has(name));
}

/** Whether two turns are less to read than a loop, with its variable for the channels and its list. */
export function isShort({ times }: Repeat, { rendered }: Iterations): boolean {
  const [{ named: { inside } = { inside: [] } } = {}, ...others] = rendered;
  const isPlain = rendered.every(({ named }) => named.inside.every(({ type }) => type === 'module'));
  return times === undefined && others.length === 1 && isPlain && inside.length < LINES_OF_LOOP;
}

/** The lines that a loop has besides those of its modules. */
const LINES_OF_LOOP = 4;

/** The channels that enter an iteration: the same in each, those of a variable, or those that the one before gives. */
export interface Coming {
  readonly coming: 'same' | 'variable' | 'known';
  readonly variable?: string;
}
