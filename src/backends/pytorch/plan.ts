import { namesIn } from '../../expression/ast';
import {
  type Body,
  type Condition,
  type Decision,
  type Node,
  type NodeOf,
  nodeOf,
  type Output,
  type Split,
  type Step,
  UNKNOWN_ID,
  type ValueId,
} from '../../graph/graph';
import { flatSteps, nodesIn } from '../../graph/walk';
import { layerOf } from '../../schema/kinds';
import { type Entry, entriesOf } from '../source/entries';
import { type Plannable, planSteps, type Statement } from '../source/plan-body';
import { decisionOf } from './dependencies';
import type { Program } from './frame';
import { isRead, namesValue } from './meanings';
import type { ModuleList } from './module-lists';
import { chainOf, holdsName, isWorthKeeping, type Part, partOf, runFrom } from './parts';

/** Parts that are one attribute of the class: a path, a repeat, or what has a condition. */
export interface Group {
  readonly type: 'group';
  readonly name: string;
  readonly inputs: readonly [ValueId];
  /** An id of its own, below all others, if conditions leave out all of it. */
  readonly result: ValueId;
  readonly parts: readonly Part[];
  /** Whether its variable has its name: a path of a branch. */
  readonly isPath: boolean;
}

/** The equal or given shares of a value that the paths of a `split` take. */
export interface Shares {
  readonly type: 'shares';
  readonly inputs: readonly [ValueId];
  readonly nodes: readonly NodeOf<'slice'>[];
  readonly split: Split;
}

/** A join with a condition. */
export interface Optional {
  readonly type: 'optional';
  readonly inputs: readonly ValueId[];
  readonly condition: Condition;
  /** Undefined where the condition leaves it out. */
  readonly node: Node | undefined;
  /** Whether nothing needs the value before it afterwards, so that its variable can have the result. */
  readonly isLast: boolean;
}

/** A loop over a list of modules, each of which takes the value of the one before. */
export interface Loop {
  readonly type: 'loop';
  readonly inputs: readonly [ValueId];
  readonly list: ModuleList;
}

export type Planned = Statement | Own;
type Own = Group | Shares | Optional | Loop;

/** The values that a statement makes. */
export function madeBy(statement: Planned): readonly ValueId[] {
  switch (statement.type) {
    case 'chain':
    case 'group':
      return [statement.result];
    case 'call':
      return statement.exports;
    case 'shares':
      return statement.nodes.map(({ id }) => id);
    case 'optional':
      return statement.node ? [statement.node.id] : [];
    case 'loop':
      return statement.list.gives.flat();
  }
}

/** The result of a `forward`: values in order, or the model's outputs by name; outside training the `single` one that is left then. */
export type Results =
  | { readonly values: readonly ValueId[] }
  | { readonly outputs: readonly Output[]; readonly single: Output | undefined };

/** What a `forward` computes. */
export interface Computation {
  readonly body: Body;
  /** Its inputs by their names in the spec. */
  readonly inputs: ReadonlyMap<string, ValueId>;
  readonly results: Results;
}

/** Whether a statement is needed at inference. */
export function isNeeded({ inference }: Program, statement: Planned): boolean {
  const inside = statement.type === 'call' ? nodesIn(statement.use.body).map(({ id }) => id) : [];
  return [...inside, ...madeBy(statement)].some((id) => inference.has(id));
}

/** The statements of the `forward` of a class. */
export interface Plan {
  readonly statements: readonly Planned[];
  /** What decides them without a statement that says so. */
  readonly decisions: readonly Decision[];
}

export function planClass(program: Program, body: Body, results: readonly ValueId[]): Plan {
  const planning = new Planning(program, body);
  const statements = planSteps<Own>(planning.list(body), results, program.live);
  return { statements, decisions: planning.decisions };
}

class Planning {
  readonly decisions: Decision[] = [];
  readonly #program: Program;
  readonly #root: Body;
  #fresh = -10;

  constructor(program: Program, root: Body) {
    this.#program = program;
    this.#root = root;
  }

  list(body: Body): Plannable<Own>[] {
    const planned: Plannable<Own>[] = [];
    let reads: ReadonlyMap<number, ValueId> = new Map();
    const entries = entriesOf(body);
    for (let at = 0; at < entries.length; at++) {
      const { index, step, condition } = entries[at] as Entry;
      // What is left out of what nobody reads is nothing.
      if (!step && condition && !this.#isLive(condition.before)) continue;
      const run = runFrom(this.#program, body, entries, at);
      const isSaid = run?.result !== run?.input || this.#isLast(body, run?.input ?? UNKNOWN_ID, index);
      if (run?.parts.some(({ type }) => type === 'condition') && isSaid) {
        const { parts, input, result, end } = run;
        planned.push({ type: 'group', name: nameOf(parts), inputs: [input], result, parts, isPath: false });
        at = end - 1;
        continue;
      }
      if (!step) {
        if (!condition) continue;
        const { inputs, before } = condition;
        const isLast = this.#isLast(body, before, index);
        if (inputs.length > 1 && isLast) planned.push({ type: 'optional', inputs, condition, node: undefined, isLast });
        else this.decisions.push(decisionOf(condition));
        continue;
      }
      const isOptional = step.type === 'node' && layerOf(step.node.kind).join && reads.size === 0;
      if (condition && !isOptional) this.decisions.push(decisionOf(condition));
      switch (step.type) {
        case 'node': {
          const { node } = step;
          if (condition && isOptional)
            planned.push({ type: 'optional', inputs: node.inputs, condition, node, isLast: true });
          else planned.push({ ...step, reads: node.inputs.map((value, place) => reads.get(place) ?? value) });
          reads = new Map();
          break;
        }
        case 'use':
          planned.push(step);
          break;
        case 'repeat':
          planned.push(...this.#repeat(step));
          break;
        case 'branch': {
          const fresh = new Map<number, ValueId>();
          const { paths: written, split } = step.branch;
          const paths = split
            ? sharedPaths(
                split,
                written.map((path) => path.body),
              )
            : undefined;
          if (paths?.shares.nodes.some(({ id }) => this.#isLive(id))) planned.push(paths.shares);
          for (const [place, path] of written.entries()) {
            const inner = paths?.bodies[place] ?? path.body;
            planned.push(...this.#path(inner, path.localName, place, fresh));
          }
          reads = fresh;
          break;
        }
        case 'side':
          planned.push(...this.list(step.side.body));
      }
    }
    return planned;
  }

  #isLive(value: ValueId): boolean {
    const { graph, live } = this.#program;
    return this.#root.inputs.includes(value) || live.nodes.has(value) || !nodeOf(graph, value);
  }

  /** Whether nothing reads a value as it is before a left-out item, so that its variable can have what comes after it. */
  #isLast(body: Body, value: ValueId, since: number): boolean {
    const isOwn = body === this.#root && body.inputs.includes(value);
    return isOwn ? !namesValue(body, value, since) : !isRead(this.#program, body, value, since);
  }

  #repeat(step: Extract<Step, { readonly type: 'repeat' }>): Plannable<Own>[] {
    const { localName: name, iterations, times } = step.repeat;
    const input = iterations[0]?.body.inputs[0];
    const loop = this.#program.lists.get(step.repeat);
    if (loop && input !== undefined)
      return [{ type: 'loop', inputs: [input], list: loop }, ...loop.rest.flatMap(({ body }) => this.list(body))];
    const made = input === undefined ? undefined : partOf(this.#program, step, input);
    if (made && input !== undefined && isWorthKeeping([made.part]))
      return [{ type: 'group', name, inputs: [input], result: made.result, parts: [made.part], isPath: false }];
    if (times)
      this.decisions.push({
        names: namesIn(times).map((each) => each.name),
        inputs: input === undefined ? [] : [input],
      });
    return iterations.flatMap((iteration) => this.list(iteration.body));
  }

  #path(body: Body, name: string, place: number, fresh: Map<number, ValueId>): Plannable<Own>[] {
    const parts = chainOf(this.#program, body);
    const [input] = body.inputs;
    if (!parts || input === undefined || !isWorthKeeping(parts) || holdsName(parts)) return this.list(body);
    if (body.result === input) fresh.set(place, --this.#fresh);
    return [{ type: 'group', name, inputs: [input], result: fresh.get(place) ?? body.result, parts, isPath: true }];
  }
}

/** The name of the only part, or `layers`. */
function nameOf(parts: readonly Part[]): string {
  const [part, ...others] = parts;
  return others.length === 0 && part?.type === 'condition' ? part.condition.localName : 'layers';
}

/** The shares at the start of all paths of a `split`, and what follows them. */
function sharedPaths(
  split: Split,
  paths: readonly Body[],
): { readonly shares: Shares; readonly bodies: readonly Body[] } | undefined {
  const nodes = paths.flatMap(({ steps: [step], inputs: [input] }) =>
    step?.type === 'node' && step.node.kind === 'slice' && step.node.inputs[0] === input ? [step.node] : [],
  );
  const [first] = nodes;
  const [input] = first?.inputs ?? [];
  if (nodes.length < paths.length || nodes.length < 2 || input === undefined) return undefined;
  const bodies = paths.map((body, index): Body => {
    const node = nodes[index] as NodeOf<'slice'>;
    const conditions = body.conditions.map((each) => ({ ...each, step: each.step - 1 }));
    const named = new Set([...body.named].map((place) => place - 1));
    return { ...body, inputs: [node.id], steps: body.steps.slice(1), conditions, named };
  });
  return { shares: { type: 'shares', inputs: [input], nodes, split }, bodies };
}

/** The names of the paths that values end, among the branches of a body. */
export function pathsIn(body: Body): ReadonlyMap<ValueId, string> {
  const joins = flatSteps(body).flatMap((step) => (step.type === 'node' ? [step.node] : []));
  return new Map(joins.flatMap(({ inputs, paths = [] }) => paths.map((path, index) => [inputs[index] ?? -1, path])));
}
