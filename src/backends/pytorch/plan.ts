import type { Body, Condition, Node, Output, ValueId } from '../../graph/graph';
import { flatSteps, nodesIn } from '../../graph/walk';
import { layerOf } from '../../schema/kinds';
import { type Entry, entriesOf } from '../source/entries';
import { type Plannable, planSteps, type Statement } from '../source/plan-body';
import type { Program } from './frame';
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
  readonly nodes: readonly Node[];
}

/** A join with a condition. */
export interface Optional {
  readonly type: 'optional';
  readonly inputs: readonly ValueId[];
  readonly condition: Condition;
  /** Undefined where the condition leaves it out. */
  readonly node: Node | undefined;
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
  /** Names for its inputs, where it has several. */
  readonly wishes: readonly (string | undefined)[];
  readonly results: Results;
}

/** Whether a statement is needed at inference. */
export function isNeeded({ inference }: Program, statement: Planned): boolean {
  const inside = statement.type === 'call' ? nodesIn(statement.use.body).map(({ id }) => id) : [];
  return [...inside, ...madeBy(statement)].some((id) => inference.has(id));
}

/** The statements of the `forward` of a class. */
export function planClass(program: Program, body: Body, results: readonly ValueId[]): Planned[] {
  return planSteps<Own>(new Planning(program).list(body), results, program.live);
}

class Planning {
  readonly #program: Program;
  #fresh = -10;

  constructor(program: Program) {
    this.#program = program;
  }

  list(body: Body): Plannable<Own>[] {
    const planned: Plannable<Own>[] = [];
    let reads: ReadonlyMap<number, ValueId> = new Map();
    const entries = entriesOf(body);
    for (let index = 0; index < entries.length; index++) {
      const run = runFrom(this.#program, entries, index);
      if (run?.parts.some(({ type }) => type === 'condition')) {
        const { parts, input, result, end } = run;
        planned.push({ type: 'group', name: nameOf(parts), inputs: [input], result, parts, isPath: false });
        index = end - 1;
        continue;
      }
      const { step, condition } = entries[index] as Entry;
      if (!step) {
        if (condition && condition.inputs.length > 1)
          planned.push({ type: 'optional', inputs: condition.inputs, condition, node: undefined });
        continue;
      }
      switch (step.type) {
        case 'node': {
          const { node } = step;
          if (condition && layerOf(node.kind).join && reads.size === 0)
            planned.push({ type: 'optional', inputs: node.inputs, condition, node });
          else planned.push({ ...step, reads: node.inputs.map((value, place) => reads.get(place) ?? value) });
          reads = new Map();
          break;
        }
        case 'use':
          planned.push(step);
          break;
        case 'repeat': {
          const [first] = step.repeat.iterations;
          const input = first?.body.inputs[0];
          const list = this.#program.lists.get(step.repeat);
          if (list && input !== undefined) {
            planned.push({ type: 'loop', inputs: [input], list }, ...list.rest.flatMap(({ body }) => this.list(body)));
            break;
          }
          const made = input === undefined ? undefined : partOf(this.#program, step, input);
          if (made && input !== undefined && isWorthKeeping([made.part])) {
            const name = step.repeat.localName;
            planned.push({
              type: 'group',
              name,
              inputs: [input],
              result: made.result,
              parts: [made.part],
              isPath: false,
            });
          } else planned.push(...step.repeat.iterations.flatMap((iteration) => this.list(iteration.body)));
          break;
        }
        case 'branch': {
          const fresh = new Map<number, ValueId>();
          const paths = step.branch.splits ? sharedPaths(step.branch.paths.map((path) => path.body)) : undefined;
          if (paths) planned.push(paths.shares);
          for (const [place, path] of step.branch.paths.entries()) {
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
  paths: readonly Body[],
): { readonly shares: Shares; readonly bodies: readonly Body[] } | undefined {
  const nodes = paths.flatMap(({ steps: [step], inputs: [input] }) =>
    step?.type === 'node' && step.node.inputs[0] === input ? [step.node] : [],
  );
  const [first] = nodes;
  const [input] = first?.inputs ?? [];
  if (nodes.length < paths.length || nodes.length < 2 || input === undefined) return undefined;
  const bodies = paths.map((body, index): Body => {
    const node = nodes[index] as Node;
    const conditions = body.conditions.map((each) => ({ ...each, step: each.step - 1 }));
    return { ...body, inputs: [node.id], steps: body.steps.slice(1), conditions };
  });
  return { shares: { type: 'shares', inputs: [input], nodes }, bodies };
}

/** The names of the paths that values end, among the branches of a body. */
export function pathsIn(body: Body): ReadonlyMap<ValueId, string> {
  const joins = flatSteps(body).flatMap((step) => (step.type === 'node' ? [step.node] : []));
  return new Map(joins.flatMap(({ inputs, paths = [] }) => paths.map((path, index) => [inputs[index] ?? -1, path])));
}
