import { entry } from '../../dimensions/dimension';
import { isScalar } from '../../expression/ast';
import {
  type Body,
  type Iteration,
  mainOutput,
  type Node,
  type Repeat,
  type Scope,
  type Step,
  type ValueId,
} from '../../graph/graph';
import { nodesIn } from '../../graph/walk';
import { argumentOf } from '../source/attribute-texts';
import { type Code, flatten, join, layOut, line, usesOf, wrap } from '../source/code';
import { formulaOf } from '../source/expression';
import { Names } from '../source/names';
import { type Call, type Chain, planBody, type Statement } from '../source/plan-body';
import { typescript } from './expression';
import { type Frame, LINE_WIDTH, localPrefix, nameCode, namesAt, nameTemplate, type Program } from './frame';
import { camelCase } from './identifiers';
import { renderLayers, shapeText } from './render-layer';
import { reserved } from './reserved';
import { runsOf } from './runs';

const INDENT = '  ';

/** The statements of a body, and the expression that a block's function returns directly, if any. */
export interface RenderedBody {
  readonly lines: readonly string[];
  readonly returned: Code | undefined;
  /** Names of parts, parameters and so on that the code refers to. */
  readonly uses: ReadonlySet<string>;
}

/** Renders a body. Afterwards `frame.values` contains its results, except one that is `returned`. */
export function renderBody(program: Program, frame: Frame, body: Body, results: readonly ValueId[]): RenderedBody {
  const lines: string[] = [];
  const uses = new Set<string>();
  const add = (rendered: RenderedBody): Code | undefined => {
    lines.push(...rendered.lines);
    for (const name of rendered.uses) uses.add(name);
    return rendered.returned;
  };
  let waiting: Step[] = [];
  const renderWaiting = (isEnd: boolean): Code | undefined => {
    const steps = waiting;
    waiting = [];
    const needed = new Set([...results, ...readOutside(body, steps)]);
    return add(renderSteps(program, frame, { ...body, steps }, { results: [...needed], isEnd }));
  };
  const visit = (step: Step): void => {
    if (step.type !== 'repeat') {
      waiting.push(step);
      return;
    }
    for (const run of runsOf(program, step.repeat)) {
      if (run.length > 1) renderWaiting(false);
      const loop = run.length > 1 ? renderLoop(program, frame, step.repeat, run) : undefined;
      if (loop) add(loop);
      else for (const { body } of run) body.steps.forEach(visit);
    }
  };
  body.steps.forEach(visit);
  const returned = renderWaiting(true);
  return { lines, returned, uses };
}

/** The values that a body reads outside some of its steps. */
function readOutside(body: Body, steps: readonly Step[]): ReadonlySet<ValueId> {
  const inside = new Set(nodesIn({ ...body, steps }));
  return new Set(nodesIn(body).flatMap((node) => (inside.has(node) ? [] : node.inputs)));
}

/** Renders steps without loops. `isEnd`: nothing comes after them in their body. */
function renderSteps(
  program: Program,
  frame: Frame,
  body: Body,
  { results, isEnd }: { readonly results: readonly ValueId[]; readonly isEnd: boolean },
): RenderedBody {
  const lines: string[] = [];
  const uses = new Set<string>();
  const statements = planBody(body, results, program.live);
  for (const [index, statement] of statements.entries()) {
    const code =
      statement.type === 'chain' ? renderChain(program, frame, statement) : renderCall(program, frame, statement);
    if (code === undefined) continue;
    for (const declaration of program.sharing.declared.splice(0)) {
      lines.push(layOut(declaration, LINE_WIDTH, INDENT));
      for (const name of usesOf(declaration)) uses.add(name);
    }
    for (const name of usesOf(code)) uses.add(name);
    const isLast = isEnd && localPrefix(frame) !== '' && index === statements.length - 1;
    const made = statement.type === 'chain' ? [statement.result] : statement.exports;
    if (isLast && results.length === 1 && made.length === 1 && made[0] === results[0]) {
      return { lines, returned: code, uses };
    }
    const text = layOut(wrap(`const ${declare(program, frame, statement)} = `, code, ';'), LINE_WIDTH, INDENT);
    lines.push(`${text}${shapeOfCall(program, frame, statement)}`);
  }
  return { lines, returned: undefined, uses };
}

/** A loop over iterations of a repeat; undefined if its turns would not be the same. */
function renderLoop(
  program: Program,
  frame: Frame,
  repeat: Repeat,
  run: readonly Iteration[],
): RenderedBody | undefined {
  const path = repeat.name.slice(localPrefix(frame).length).replace(/\/?repeat$/, '');
  const variable = frame.names.mint(path === '' ? 'value' : path);
  const turns = run.map((iteration) => renderTurn(program, frame, { repeat, iteration, variable }));
  const [turn] = turns;
  const [first, last] = [run[0], run.at(-1)];
  if (!turn || !first || !last || turns.some(({ text }) => text !== turn.text)) {
    frame.names.free(variable);
    return undefined;
  }
  const { counter, text, uses } = turn;
  const start = valueText(frame, entry(first.body.inputs, 0));
  frame.values.set(last.body.result, variable);
  const shape = localPrefix(frame) === '' ? ` // ${shapeText(program.graph, last.body.result)}` : '';
  const end = endOf(program, frame, repeat, last);
  const head = `for (let ${counter} = ${first.localName}; ${counter} < ${flatten(end)}; ${counter}++) {`;
  const lines = [`let ${variable} = ${start};`, head, text, `}${shape}`];
  return {
    lines: lines.map((line) => (line === text ? line : `${INDENT}${line}`)),
    returned: undefined,
    uses: new Set([...uses, ...usesOf(end)]),
  };
}

/** The number of iterations up to one: as the spec writes it, if it is the last. */
function endOf({ graph }: Program, frame: Frame, { times, iterations }: Repeat, last: Iteration): Code {
  const count = iterations.indexOf(last) + 1;
  const all = count === iterations.length && times;
  return (all && formulaOf(typescript, all, namesAt(graph, frame, []), count)) || `${count}`;
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
): { readonly text: string; readonly uses: ReadonlySet<string>; readonly counter: string } {
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
  const { lines, returned, uses } = renderBody(program, inner, iteration.body, [result]);
  const next = returned === undefined ? valueText(inner, result) : returned;
  const all = [...lines, layOut(wrap(`${variable} = `, next, ';'), LINE_WIDTH - INDENT.length, INDENT)];
  return { text: all.join('\n').replace(/^/gm, INDENT), uses, counter };
}

/** A comment with the output shape after a call of a block's function; layers have their own. */
function shapeOfCall({ graph }: Program, frame: Frame, statement: Statement): string {
  const [value, ...others] = statement.type === 'call' ? statement.exports : [];
  if (value === undefined || others.length > 0 || localPrefix(frame) !== '') return '';
  return ` // ${shapeText(graph, value)}`;
}

/** Declares the results of a statement: one value, or several destructured from an object. */
function declare(program: Program, frame: Frame, statement: Statement): string {
  const mint = (value: ValueId, wish: string): string => {
    const identifier = frame.names.mint(wish);
    frame.values.set(value, identifier);
    return identifier;
  };
  if (statement.type === 'chain') return mint(statement.result, wishForChain(program, frame, statement));
  const { keys } = program.functionOf(statement);
  const identifiers = statement.exports.map((value, index) => {
    return mint(value, wishForExport(program, frame, statement, { value, key: keys?.[index] ?? 'output' }));
  });
  if (!keys) return identifiers.join('');
  const pairs = identifiers.map((identifier, index) => {
    return identifier === keys[index] ? identifier : `${keys[index]}: ${identifier}`;
  });
  return `{ ${pairs.join(', ')} }`;
}

/** Named after the path that the chain ends, `output` for the model's, else the last name from the spec in it, else the last layer. */
function wishForChain(program: Program, frame: Frame, { nodes, result }: Chain): string {
  const { graph, paths, scopes } = program;
  const last = nodes.at(-1) as Node;
  const scope = scopeText(scopes.get(last), localPrefix(frame));
  if (scope !== '' && paths.get(result) === scopes.get(last)?.localName) return scope;
  if (result === mainOutput(graph).value && frame.prefix === '' && !last.named) return 'output';
  return `${scope}${nodes.findLast((node) => node.named)?.localName ?? last.localName}`;
}

function wishForExport(
  { paths, scopes }: Program,
  frame: Frame,
  { use }: Call,
  { value, key }: { readonly value: ValueId; readonly key: string },
): string {
  const scope = scopeText(scopes.get(use), localPrefix(frame));
  if (value !== use.body.result) return `${scope}${use.localName}/${key}`;
  if (scope !== '' && paths.get(value) === scopes.get(use)?.localName) return scope;
  // A use without a name has the name of its block, which the function has too.
  const unnamed = use.localName === use.block || use.localName.startsWith(`${use.block}_`);
  return `${scope}${use.localName}${unnamed ? '/output' : ''}`;
}

/** The scope of a name within a function: `five/`, or empty. */
export function scopeText(scope: Scope | undefined, prefix: string): string {
  return scope ? `${scope.name}/`.slice(prefix.length) : '';
}

/** Undefined if the chain passes its input on unchanged. */
function renderChain(program: Program, frame: Frame, { inputs, nodes, result }: Chain): Code | undefined {
  const from = operandsOf(program, frame, { inputs, nodes });
  const layers = nodes.flatMap((node) => renderLayers(program, frame, node));
  if (layers.length === 0) {
    frame.values.set(result, valueText(frame, entry(inputs, 0)));
    return undefined;
  }
  const first = from.length === 1 ? entry(from, 0) : line`[${join(from, ', ')}]`;
  return { open: 'chain(', items: [first, ...layers], close: ')', broken: layers.length > 1, uses: ['chain'] };
}

/** The inputs of a chain; a repeated value goes through `again`. */
function operandsOf(program: Program, frame: Frame, { inputs, nodes }: Pick<Chain, 'inputs' | 'nodes'>): Code[] {
  const seen: ValueId[] = [];
  return inputs.map((input) => {
    const origin = program.origins.get(input) ?? input;
    const text = valueText(frame, input);
    const turn = seen.filter((other) => other === origin).length;
    seen.push(origin);
    if (turn === 0) return text;
    const name = program.nameAll ? nameCode(frame, `${entry(nodes, 0).name}/again${turn}`) : undefined;
    return again(text, name);
  });
}

/** A value passed through `again`. */
export function again(value: string, name: Code | undefined): Code {
  const { text, uses = [] } = name ? line`again(${value}, { name: ${name} })` : line`again(${value})`;
  return { text, uses: [...uses, 'again'] };
}

/** Undefined if the block passes its input on unchanged. */
function renderCall(program: Program, frame: Frame, call: Call): Code | undefined {
  const { identifier, needsName, parameters, givesBack } = program.functionOf(call);
  const { use, exports } = call;
  if (givesBack !== undefined) {
    const input = use.body.inputs[givesBack] as ValueId;
    for (const value of exports) frame.values.set(value, valueText(frame, input));
    return undefined;
  }
  const names = namesAt(program.graph, frame, use.body.inputs);
  const given = parameters.flatMap((parameter) => {
    if (parameter.computed && use.computed.has(parameter.name)) return [];
    const code = argumentOf(typescript, use, parameter.name, names);
    if (code === undefined || flatten(code) === parameter.standard) return [];
    return [flatten(code) === parameter.identifier ? code : wrap(`${parameter.identifier}: `, code)];
  });
  const items: Code[] = [
    ...use.body.inputs.map((input) => valueText(frame, input)),
    ...(needsName ? [nameCode(frame, use.name)] : []),
    ...(given.length > 0 ? [{ open: '{', items: given, close: '}', spaced: true }] : []),
  ];
  return { open: `${identifier}(`, items, close: ')' };
}

function valueText(frame: Frame, value: ValueId): string {
  const text = frame.values.get(value);
  if (text === undefined) throw new Error(`value ${value} is read before it is made`);
  return text;
}
