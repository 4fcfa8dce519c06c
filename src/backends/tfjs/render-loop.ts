import { entry } from '../../dimensions/dimension';
import { isScalar } from '../../expression/ast';
import type { Iteration, Repeat } from '../../graph/graph';
import { type Code, flatten, layOut, usesOf, wrap } from '../source/code';
import { formulaOf } from '../source/expression';
import { Names } from '../source/names';
import { typescript } from './expression';
import { type Frame, LINE_WIDTH, localPrefix, namesAt, nameTemplate, type Program } from './frame';
import { camelCase } from './identifiers';
import { shapeText } from './render-layer';
import { reserved } from './reserved';
import { type RenderBody, valueText } from './statement-code';
import type { Loop } from './statements';

const INDENT = '  ';

/** The code of an iteration as the turn of a loop, with a name that its variable may have; leaves the frame as it is. */
export function turnCode(
  program: Program,
  frame: Frame,
  repeat: Repeat,
  iteration: Iteration,
  render: RenderBody,
): string {
  const names = new Names(camelCase, reserved, frame.names);
  const variable = names.mint(wishFor(frame, repeat));
  return renderTurn(program, { ...frame, names }, { repeat, iteration, variable }, render).text;
}

/** A loop over iterations of a repeat. */
export function renderLoop(
  program: Program,
  frame: Frame,
  loop: Loop,
  render: RenderBody,
): { readonly lines: readonly string[]; readonly uses: ReadonlySet<string> } {
  const variable = frame.names.mint(wishFor(frame, loop.repeat));
  const { repeat, turns } = loop;
  const [first, last] = [turns[0], turns.at(-1)];
  if (!first || !last) throw new Error('a loop has no turns');
  const { counter, text, uses } = renderTurn(program, frame, { repeat, iteration: first, variable }, render);
  const start = valueText(frame, loop.inputs[0]);
  frame.values.set(last.body.result, variable);
  const shape = localPrefix(frame) === '' ? ` // ${shapeText(program.graph, last.body.result)}` : '';
  const end = endOf(program, frame, repeat, last);
  const head = `for (let ${counter} = ${first.localName}; ${counter} < ${flatten(end)}; ${counter}++) {`;
  const lines = [`let ${variable} = ${start};`, head, text, `}${shape}`];
  return {
    lines: lines.map((line) => (line === text ? line : `${INDENT}${line}`)),
    uses: new Set([...uses, ...usesOf(end)]),
  };
}

function wishFor(frame: Frame, { name }: Repeat): string {
  const path = name.slice(localPrefix(frame).length).replace(/\/?repeat$/, '');
  return path === '' ? 'value' : path;
}

/** The number of iterations up to one: as the spec writes it, if it is the last. */
function endOf({ graph }: Program, frame: Frame, { times, iterations }: Repeat, last: Iteration): Code {
  const count = iterations.indexOf(last) + 1;
  const all = count === iterations.length && times;
  return (all && formulaOf(typescript, all, namesAt(graph, frame), count)) || `${count}`;
}

interface Turn {
  readonly text: string;
  readonly uses: ReadonlySet<string>;
  readonly counter: string;
}

/** One turn of a loop, which replaces the value of `variable`. */
function renderTurn(
  program: Program,
  frame: Frame,
  {
    repeat,
    iteration,
    variable,
  }: { readonly repeat: Repeat; readonly iteration: Iteration; readonly variable: string },
  render: RenderBody,
): Turn {
  const names = new Names(camelCase, reserved, frame.names);
  const [name = 'index'] = repeat.over ? [] : repeat.names;
  const counter = names.mint(name);
  const value = repeat.over ? undefined : iteration.values.get(name);
  const counted = value !== undefined && isScalar(value) ? [[name, { identifier: counter, value }] as const] : [];
  const inner: Frame = {
    ...frame,
    names,
    parameters: new Map([...frame.parameters, ...counted]),
    values: new Map([...frame.values, [entry(iteration.body.inputs, 0), variable]]),
    turn: { prefix: `${iteration.name}/`, template: `${nameTemplate(frame, repeat.name)}/\${${counter}}/` },
  };
  const { result } = iteration.body;
  const { lines, returned, uses } = render(program, inner, iteration.body, [result]);
  const next = returned === undefined ? valueText(inner, result) : returned;
  const all = [...lines, layOut(wrap(`${variable} = `, next, ';'), LINE_WIDTH - INDENT.length, INDENT)];
  return { text: all.join('\n').replace(/^/gm, INDENT), uses, counter };
}
