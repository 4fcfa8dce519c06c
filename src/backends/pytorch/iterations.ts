import { channelsOf } from '../../dimensions/dimension';
import { type Expression, isScalar, namesIn, type Value } from '../../expression/ast';
import { rational } from '../../expression/rational';
import type { Repeat } from '../../graph/graph';
import { typingOf } from '../../graph/typed-graph';
import { python } from '../python/expression';
import { literal } from '../python/literal';
import { type Code, flatten, line, wrap } from '../source/code';
import { formulaOf, plainValue } from '../source/expression';
import { type Build, keyOf, loopHeader, namesRead } from './builds';
import { type Frame, namesAt, type Program } from './frame';

/** Stands for the channels that enter an iteration. */
export const COMING = ' channels';

/** One iteration of a repeat. */
export interface Iterated {
  /** With the names of the repeat as variables. */
  readonly named: readonly Build[];
  /** The same without the update of the channels. */
  readonly inside: readonly Build[];
  /** With their values. */
  readonly plain: readonly Build[];
  /** The channels of its result. */
  readonly gives: Code;
  readonly expression: Expression | undefined;
  readonly values: Repeat['iterations'][number]['values'];
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

/** What a frame knows about the channels after a repeat: what they are in terms that do not change from one iteration to the next. */
export function noteChannels(
  { graph }: Program,
  frame: Frame,
  { iterations, names, times }: Repeat,
  rendered: readonly Iterated[],
): void {
  const last = rendered.at(-1)?.expression;
  const input = iterations[0]?.body.inputs[0] ?? -1;
  const result = iterations.at(-1)?.body.result;
  if (!last || result === undefined) return;
  const moving = new Set([...names, COMING]);
  const isFixed = (expression: Expression): boolean => namesIn(expression).every(({ name }) => !moving.has(name));
  const count = times ?? numberOf(rendered.length);
  const first = frame.expressions.get(input) ?? numberOf(channelsOf(typingOf(graph, input).output).value);
  const expression = isFixed(last) ? last : grown(last, { first, count, isFixed });
  if (!expression) return;
  frame.expressions.set(result, expression);
  const size = channelsOf(typingOf(graph, result).output).value;
  const code = formulaOf(python, expression, namesAt(graph, frame, []), size);
  if (code) frame.channels.set(result, code);
}

/** Runs of iterations whose code is the same become loops. */
export function runsOf(
  { graph }: Program,
  frame: Frame,
  repeat: Repeat,
  { identifiers, rendered }: Iterations,
): Build[] {
  const bodies = rendered.map(({ named }) => named);
  const keys = bodies.map(keyOf);
  const times = repeat.times && formulaOf(python, repeat.times, namesAt(graph, frame, []), rendered.length);
  const builds: Build[] = [];
  for (let begin = 0; begin < rendered.length; ) {
    let end = begin + 1;
    while (end < rendered.length && keys[end] === keys[begin]) end++;
    const body = bodies[begin] ?? [];
    const count = end - begin === rendered.length ? times : undefined;
    if (end - begin === 1 && !count) builds.push(...(rendered[begin]?.plain ?? []));
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
