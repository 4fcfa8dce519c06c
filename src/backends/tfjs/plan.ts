import { namesIn } from '../../expression/ast';
import {
  type BlockUse,
  type Body,
  type Condition,
  type Iteration,
  type Node,
  type Repeat,
  type Step,
  UNKNOWN_ID,
  type ValueId,
} from '../../graph/graph';
import { type PlainStep, scopesIn } from '../../graph/walk';
import { INCOMING } from '../../schema/words';
import { entriesOf, keyOfCondition } from '../source/entries';
import { formulaOf, scalarParameters } from '../source/expression';
import type { LiveValues } from '../source/live-values';
import { type Plannable, planSteps } from '../source/plan-body';
import { typescript } from './expression';
import { type ConditionalItem, type Frame, namesAt, type Program } from './frame';
import { type Run, runsOf } from './runs';
import { type Own, type Plan, readOnes, reassignedIn } from './statements';

/** The code of an iteration as a turn of a loop; equal where a loop can have both. */
export type TurnCode = (repeat: Repeat, iteration: Iteration) => string;

/** Plans a body. `codeOf` gives the code of an iteration as the turn of a loop. */
export function planFunction(
  program: Program,
  frame: Frame,
  body: Body,
  { results, codeOf }: { readonly results: readonly ValueId[]; readonly codeOf: TurnCode },
): Plan {
  const planning = new Planning(program, frame, codeOf);
  const { steps, instead } = planning.list(body, new Map());
  const given = results.map((value) => (value === body.result ? (instead.get(value) ?? value) : value));
  const begins = frame.inputs.size > 0 ? readsIncoming : undefined;
  const statements = readOnes(planSteps<Own>(steps, given, program.live, begins), given);
  const reassigned = reassignedIn(statements, given);
  return { statements, results: given, ...reassigned, paths: new Map([...planning.paths, ...reassigned.paths]) };
}

/** The statements of a list, and the ids of the values that go on where conditions left out items, by the values before them. */
interface Listed {
  readonly steps: readonly Plannable<Own>[];
  readonly instead: ReadonlyMap<ValueId, ValueId>;
}

class Planning {
  readonly #program: Program;
  readonly #frame: Frame;
  readonly #codeOf: TurnCode;
  /** The paths that uses without live values end. */
  readonly paths = new Map<ValueId, string>();
  #fresh = UNKNOWN_ID;

  constructor(program: Program, frame: Frame, codeOf: TurnCode) {
    this.#program = program;
    this.#frame = frame;
    this.#codeOf = codeOf;
  }

  /** `path`: the name within the function of the path that the list is. */
  list(body: Body, given: ReadonlyMap<ValueId, ValueId>, path?: string): Listed {
    const instead = new Map(given);
    const steps: Plannable<Own>[] = [];
    let ends: ReadonlyMap<number, ValueId> = new Map();
    const entries = entriesOf(body);
    for (const [index, { step, condition }] of entries.entries()) {
      const read = (values: readonly ValueId[], isJoin: boolean): ValueId[] =>
        values.map(
          (value, place) => (isJoin && ends.get(place)) || (values.length === 1 && instead.get(value)) || value,
        );
      const end = index === entries.length - 1 ? path : undefined;
      const item = condition && ends.size === 0 ? this.#item(condition, step) : undefined;
      if (condition && item) {
        const reads = step ? read(inputsOf(item.step), false) : readsInstead(item, condition, instead);
        const before = instead.get(condition.before) ?? condition.before;
        const result = step ? resultOf(item.step) : --this.#fresh;
        if (!step) instead.set(condition.before, result);
        const inputs = [...new Set([...reads, before])];
        steps.push({ type: 'conditional', condition, item, reads, before, result, path: end, inputs });
        continue;
      }
      switch (step?.type) {
        case 'node':
          steps.push({ ...step, reads: read(step.node.inputs, step.node.paths !== undefined) });
          ends = new Map();
          break;
        case 'use': {
          const reads = read(step.use.body.inputs, false);
          const result = this.#leavesOutAll(step.use) ? --this.#fresh : undefined;
          steps.push({ ...step, reads, ...(result !== undefined && { exports: [result] }) });
          if (result !== undefined) instead.set(step.use.body.result, result);
          if (result !== undefined && end !== undefined) this.paths.set(result, end);
          break;
        }
        case 'repeat':
          steps.push(...this.#repeat(step.repeat, instead));
          break;
        case 'branch':
          ends = this.#branch(step.branch.paths, steps, instead);
          break;
        case 'side':
          steps.push(...this.list(step.side.body, instead).steps);
          break;
      }
    }
    return { steps, instead };
  }

  #branch(
    paths: Extract<Step, { type: 'branch' }>['branch']['paths'],
    steps: Plannable<Own>[],
    instead: ReadonlyMap<ValueId, ValueId>,
  ): ReadonlyMap<number, ValueId> {
    return new Map(
      paths.flatMap(({ body, name }, place) => {
        const listed = this.list(body, instead, name.slice(this.#frame.prefix.length));
        steps.push(...listed.steps);
        const end = listed.instead.get(body.result);
        return end === undefined ? [] : [[place, end] as const];
      }),
    );
  }

  #repeat(repeat: Repeat, instead: Map<ValueId, ValueId>): Plannable<Own>[] {
    const runs = runsOf(this.#program, repeat, (iteration) => this.#codeOf(repeat, iteration));
    return runs.flatMap((run): Plannable<Own>[] => {
      const { turns } = run;
      const [input = UNKNOWN_ID] = turns[0]?.body.inputs ?? [];
      if (this.#isLoop(repeat, run)) return [{ type: 'loop', repeat, turns, inputs: [instead.get(input) ?? input] }];
      return turns.flatMap(({ body }) => {
        const listed = this.list({ ...body, conditions: [] }, instead);
        const end = listed.instead.get(body.result);
        if (end !== undefined) instead.set(body.result, end);
        return listed.steps;
      });
    });
  }

  /** A loop has all iterations of a repeat, also a single one if it may be several for other values of parameters, or three and more of them. */
  #isLoop({ iterations, times }: Repeat, { turns, isLoop }: Run): boolean {
    if (!isLoop || turns.length < iterations.length) return isLoop && turns.length > 2;
    if (turns.length > 1) return true;
    const names = namesAt(this.#program.graph, this.#frame);
    return this.#frame.use !== undefined && !!times && formulaOf(typescript, times, names, 1) !== undefined;
  }

  /** Whether conditions leave out all of a block, so that it gives back its input, and its function has them. */
  #leavesOutAll(use: BlockUse): boolean {
    if (!this.#frame.use || !mayLeaveOutAll(use, this.#program.live)) return false;
    return this.#program.functionOf({ type: 'call', use, exports: [use.body.result] }).givesBack === undefined;
  }

  /** The item of a condition that the function can say; undefined if it is written only where it is. */
  #item(condition: Condition, step: Step | undefined): ConditionalItem | undefined {
    const { graph, live, underConditions } = this.#program;
    const { use, turn } = this.#frame;
    if (!use || turn || condition.before === UNKNOWN_ID) return undefined;
    const names = namesAt(graph, this.#frame, { values: condition.inputs, texts: condition.inputs.map(() => '') });
    if (!formulaOf(typescript, condition.when, names, condition.holds)) return undefined;
    if (step) {
      const isPlain = (step.type === 'node' || step.type === 'use') && givesOne(live, step);
      return isPlain && this.#computes(step) ? { step, use } : undefined;
    }
    const known = underConditions.get(keyOfCondition(use.block, condition));
    if (!known || !this.#computes(known.step)) return undefined;
    const own = new Set(scalarParameters(use).map(([name]) => name));
    if (inputsOf(known.step).length !== condition.inputs.length) return undefined;
    return scalarParameters(known.use).every(([name]) => own.has(name)) ? known : undefined;
  }

  /** Whether an item does more than to pass a value on. */
  #computes(step: PlainStep): boolean {
    const { origins, functionOf } = this.#program;
    if (step.type === 'node') return !origins.has(step.node.id);
    return functionOf({ type: 'call', use: step.use, exports: [step.use.body.result] }).givesBack === undefined;
  }
}

/** Whether an attribute is an expression over the size of what enters the layer, which therefore needs a name. */
function readsIncoming({ symbols }: Node): boolean {
  return [...symbols.values()].flatMap(namesIn).some(({ name }) => name.startsWith(`${INCOMING}.`));
}

/** What the item that a condition leaves out would read: the value that goes on, but an input of the block where a join reads this. */
function readsInstead(
  { step, use }: ConditionalItem,
  { inputs }: Condition,
  instead: ReadonlyMap<ValueId, ValueId>,
): ValueId[] {
  const theirs = inputsOf(step);
  return inputs.map((value, place) => {
    const isInput = theirs.length > 1 && use.body.inputs.includes(theirs[place] ?? UNKNOWN_ID);
    return isInput ? value : (instead.get(value) ?? value);
  });
}

function inputsOf(step: PlainStep): readonly ValueId[] {
  return step.type === 'node' ? step.node.inputs : step.use.body.inputs;
}

function resultOf(step: PlainStep): ValueId {
  return step.type === 'node' ? step.node.id : step.use.body.result;
}

/** Whether an item is needed, and nothing but its result leaves it. */
function givesOne(live: LiveValues, step: PlainStep): boolean {
  if (step.type === 'node') return live.nodes.has(step.node.id);
  const [result, ...others] = live.exports.get(step.use) ?? [];
  return result === step.use.body.result && others.length === 0;
}

/** Whether a block gives back its input, and has conditions. */
export function mayLeaveOutAll(use: BlockUse, live: LiveValues): boolean {
  const { inputs, result, conditions } = use.body;
  return conditions.length > 0 && inputs.includes(result) && (live.exports.get(use) ?? []).length === 0;
}

/** Items that conditions in blocks do not leave out, by the condition: the first of each. */
export function itemsUnderConditions({ body }: { readonly body: Body }, live: LiveValues): Program['underConditions'] {
  const found = new Map<string, ConditionalItem>();
  const visit = (inner: Body, use: ConditionalItem['use'] | undefined): void => {
    for (const { step, condition } of entriesOf(inner)) {
      if (use && condition && (step?.type === 'node' || step?.type === 'use') && givesOne(live, step)) {
        const key = keyOfCondition(use.block, condition);
        if (!found.has(key)) found.set(key, { step, use });
      }
      if (!step) continue;
      for (const scope of scopesIn(step)) visit(scope.body, step.type === 'use' ? step.use : use);
    }
  };
  visit(body, undefined);
  return found;
}
