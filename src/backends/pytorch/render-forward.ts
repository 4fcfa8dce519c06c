import type { Body, Node, ValueId } from '../../graph/graph';
import type { Chain } from '../source/plan-body';
import { inputsOf, planStatements, resultsOf, type Plan, type Sequence, type Statement } from './plan-statements';
import { type Code, call, flatten, LINE_WIDTH } from './python/layout';
import type { Frame, Program } from './program';
import { constructorOf, renderSequence } from './render-use';
import { BODY, renderNode } from './render-node';
import { type Value, variable } from './row';

/** One statement of `forward`. */
export interface Line {
  readonly targets: readonly string[];
  readonly code: Code;
  /** True where type checkers know that it gives a tensor. */
  readonly typed: boolean;
  /** Runs in training alone. */
  readonly training: boolean;
}

/** Renders a body: members go into the frame, the statements are given back, and `frame.values` knows the results. */
export function renderForward(program: Program, frame: Frame, body: Body, results: readonly ValueId[]): Line[] {
  const plan = planStatements(body, results, program.live);
  return plan.statements.flatMap((statement, index) => {
    const training = resultsOf(statement).every((value) => program.trainOnly.has(value));
    const lines =
      statement.type === 'chain'
        ? renderChain(program, frame, plan, index, statement, training)
        : renderUse(program, frame, plan, index, statement);
    return lines.map((line) => ({ ...line, training }));
  });
}

type PlainLine = Omit<Line, 'training'>;

const DEEPEST = 3;

function renderChain(
  program: Program,
  frame: Frame,
  plan: Plan,
  index: number,
  { inputs, nodes, result }: Chain,
  training: boolean,
): PlainLine[] {
  const lines: PlainLine[] = [];
  let current = inputs.map((input) => variable(variableOf(frame, input)));
  let target: string | undefined;
  const assign = ([value]: readonly Value[]): Value[] => {
    target ??= targetOf(program, frame, plan, index, nodes.at(-1) as Node, result);
    lines.push({ targets: [target], code: value?.code ?? '', typed: value?.typed ?? false });
    return [variable(target)];
  };
  for (const node of nodes) {
    const { lowered, members } = renderNode(program, frame, node);
    if (!lowered.forward) continue;
    const next = lowered.forward(current, members);
    const pending = current.some(({ depth, tight }) => depth > 0 || !tight);
    if (pending && (lowered.starts || next.depth > DEEPEST || isLong(next.code, training))) {
      current = [lowered.forward(assign(current), members)];
    } else current = [next];
  }
  const [value] = current;
  if (value && value.depth === 0 && value.tight) frame.values.set(result, flatten(value.code));
  else frame.values.set(result, flatten(assign(current)[0]?.code ?? ''));
  return lines;
}

/** With room for `return` before it. */
function isLong(code: Code, training: boolean): boolean {
  return BODY.length + (training ? 4 : 0) + 'return '.length + flatten(code).length > LINE_WIDTH;
}

function renderUse(
  program: Program,
  frame: Frame,
  plan: Plan,
  index: number,
  statement: Exclude<Statement, Chain>,
): PlainLine[] {
  const attribute = statement.type === 'call' ? constructorOf(program, frame, statement) : renderSequence(program, frame, statement);
  const inputs = inputsOf(statement).map((input) => variableOf(frame, input));
  if (typeof attribute !== 'string') {
    for (const value of resultsOf(statement)) frame.values.set(value, inputs[attribute.givesBack] as string);
    return [];
  }
  const targets = resultsOf(statement).map((value) => {
    const target = targetOf(program, frame, plan, index, ownerOf(statement), value);
    frame.values.set(value, target);
    return target;
  });
  return [{ targets, code: call(`self.${attribute}`, ...inputs), typed: false }];
}

interface Owner {
  readonly name: string;
  readonly localName: string;
}

function ownerOf(statement: Exclude<Statement, Chain>): Owner & { readonly result: ValueId } {
  const { name, localName } = statement.type === 'call' ? statement.use : statement.repeat;
  const last = statement.type === 'call' ? statement.use : (statement as Sequence).calls.at(-1)?.use;
  return { name, localName, result: last?.body.result ?? -1 };
}

/** The path that a value is in, or `x`; a name of its own where that variable is still in use. */
function targetOf(
  program: Program,
  frame: Frame,
  { lastRead }: Plan,
  index: number,
  owner: Owner & { readonly result?: ValueId },
  value: ValueId,
): string {
  const isLive = (name: string): boolean =>
    [...frame.values].some(([held, holder]) => holder === name && (lastRead.get(held) ?? -1) > index);
  const isSide = owner.result !== undefined && owner.result !== value;
  const scope = scopeOf(program, frame, owner.name);
  const wish = isSide ? `${scope} ${owner.localName} ${localNameOf(program, value)}` : scope || 'x';
  const known = frame.variables.get(wish);
  if (known !== undefined && !isLive(known)) return known;
  const name = frame.locals.mint(known === undefined ? wish : `${scope} ${owner.localName}`);
  if (known === undefined) frame.variables.set(wish, name);
  return name;
}

function localNameOf({ graph }: Program, value: ValueId): string {
  return graph.nodes[value - graph.inputs.length]?.localName ?? 'value';
}

/** The paths around a name, within the class and without the turns of repeats: `five`, or nothing. */
function scopeOf({ repeats }: Program, frame: Frame, name: string): string {
  const parts = name.slice(frame.prefix.length).split('/').slice(0, -1);
  const kept: string[] = [];
  for (let index = 0; index < parts.length; index++) {
    const qualified = `${frame.prefix}${parts.slice(0, index + 1).join('/')}`;
    if (repeats.has(qualified)) index++;
    else kept.push(parts[index] as string);
  }
  return kept.join(' ');
}

function variableOf(frame: Frame, value: ValueId): string {
  const name = frame.values.get(value);
  if (name === undefined) throw new Error(`value ${value} is read before it is made`);
  return name;
}
