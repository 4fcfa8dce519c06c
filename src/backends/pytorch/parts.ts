import {
  type BlockUse,
  type Body,
  type Condition,
  type Node,
  type Repeat,
  type Scope,
  type Step,
  UNKNOWN_ID,
  type ValueId,
} from '../../graph/graph';
import { nodesIn } from '../../graph/walk';
import { hasWeights, layerOf } from '../../schema/kinds';
import { type Entry, entriesOf } from '../source/entries';
import type { Program } from './frame';
import { isOnlyIn, isRead, namesValue } from './meanings';
import { isShared } from './sharing';

/** A piece of a chain that can be modules of a `nn.Sequential`: each takes only the value of the one before. */
export type Part =
  | { readonly type: 'layer'; readonly node: Node }
  | { readonly type: 'use'; readonly use: BlockUse; readonly exports?: readonly ValueId[] }
  /** A list of layers that is no chain, and so becomes a class. */
  | { readonly type: 'class'; readonly scope: Scope; readonly input: ValueId; readonly exports?: readonly ValueId[] }
  | { readonly type: 'repeat'; readonly repeat: Repeat; readonly iterations: readonly (readonly Part[])[] }
  /** Without a part where the condition leaves it out. */
  | { readonly type: 'condition'; readonly condition: Condition; readonly part: Part | undefined };

/** The parts of a body that takes one value, if all of it is a chain that nothing reads halfway. */
export function chainOf(program: Program, body: Body): readonly Part[] | undefined {
  const [input = UNKNOWN_ID, ...others] = body.inputs;
  if (others.length > 0) return undefined;
  const entries = entriesOf(body);
  if (entries.length === 0) return body.result === input ? [] : undefined;
  const run = runFrom(program, body, entries);
  return run?.end === entries.length && run.input === input && run.result === body.result ? run.parts : undefined;
}

/** Items that follow each other without a branch: what enters them, what they give, and the index of the item after them. */
export interface Run {
  readonly parts: readonly Part[];
  readonly input: ValueId;
  readonly result: ValueId;
  readonly end: number;
}

/**
 * The longest chain of items from one of them on. Where a condition leaves out an item, the value before it goes on, and has two meanings: what
 * takes it in order reads it as it is after the item, and what names it as it is before. A chain ends where it would give only one of them.
 */
export function runFrom(program: Program, body: Body, entries: readonly Entry[], from = 0): Run | undefined {
  const [first] = entries.slice(from);
  const input = (first?.step ? inputOf(first.step) : first?.condition?.inputs[0]) ?? UNKNOWN_ID;
  const parts: Part[] = [];
  let current = input;
  /** Since which step the value stands for what comes after a left-out item. */
  let since: number | undefined;
  let end = from;
  for (const { index, step, condition } of entries.slice(from)) {
    if (condition && condition.before !== current) break;
    if (step) {
      const next = partOf(program, step, current);
      const after = next?.result === current ? index + 1 : undefined;
      if (!next || (current !== input && !isReadOnlyIn(program, current, step))) break;
      if (after === undefined && since !== undefined && !isOnlyIn({ body, value: current, since }, index)) break;
      if (after !== undefined && current !== input && isRead(program, body, current, after)) break;
      parts.push(condition ? { type: 'condition', condition, part: next.part } : next.part);
      since = after === undefined ? undefined : (since ?? after);
      current = next.result;
    } else if (condition?.inputs.length === 1 && condition.inputs[0] === current) {
      if (current !== input && isRead(program, body, current, index)) break;
      parts.push({ type: 'condition', condition, part: undefined });
      since ??= index;
    } else {
      break;
    }
    end++;
  }
  return parts.length === 0 ? undefined : { parts, input, result: current, end };
}

function inputOf(step: Step): ValueId | undefined {
  switch (step.type) {
    case 'node':
      return step.node.inputs[0];
    case 'use':
      return step.use.body.inputs[0];
    case 'repeat':
      return step.repeat.iterations[0]?.body.inputs[0];
    case 'branch':
    case 'side':
      return undefined;
  }
}

/** A step as a part that takes a value. */
export function partOf(
  program: Program,
  step: Step,
  input: ValueId,
): { readonly part: Part; readonly result: ValueId } | undefined {
  switch (step.type) {
    case 'node': {
      const { node } = step;
      if (!program.isModule(node) || layerOf(node.kind).join || node.inputs[0] !== input) return undefined;
      return { part: { type: 'layer', node }, result: node.id };
    }
    case 'use': {
      const { use } = step;
      const [only, ...others] = use.body.inputs;
      const exports = program.live.exports.get(use) ?? [];
      // What gives back its input may have a condition that leaves out all of it.
      const leavesOut = use.body.result === input && exports.length === 0 && use.body.conditions.length > 0;
      const gives = leavesOut || (exports.length === 1 && exports[0] === use.body.result);
      if (only !== input || others.length > 0 || !gives || isShared(program.sharing, nodesIn(use.body)))
        return undefined;
      return { part: { type: 'use', use }, result: use.body.result };
    }
    case 'repeat': {
      const { repeat } = step;
      let current = input;
      const iterations: (readonly Part[])[] = [];
      for (const iteration of repeat.iterations) {
        if (iteration.body.inputs[0] !== current) return undefined;
        if (current !== input && !isReadOnlyIn(program, current, { type: 'side', side: iteration })) return undefined;
        // By its name, every iteration reads the same value.
        if (namesValue(iteration.body, current)) return undefined;
        const parts = chainOf(program, iteration.body) ?? classOf(program, iteration);
        if (!parts) return undefined;
        iterations.push(parts);
        current = iteration.body.result;
      }
      return { part: { type: 'repeat', repeat, iterations }, result: current };
    }
    case 'branch':
    case 'side':
      return undefined;
  }
}

/** A scope that can be a class of its own: it takes one value, and gives one. */
function classOf(program: Program, scope: Scope): readonly Part[] | undefined {
  const [input = UNKNOWN_ID, ...others] = scope.body.inputs;
  const nodes = nodesIn(scope.body);
  const own = new Set(nodes.map(({ id }) => id));
  if (others.length > 0 || !own.has(scope.body.result) || isShared(program.sharing, nodes)) return undefined;
  const closed = nodes.every(
    ({ id, inputs }) =>
      program.live.nodes.has(id) &&
      inputs.every((value) => value === input || own.has(value)) &&
      (id === scope.body.result || (program.readers.get(id) ?? []).every((reader) => own.has(reader))),
  );
  return closed ? [{ type: 'class', scope, input }] : undefined;
}

/** Whether nothing but a step, and what makes the value, reads it. */
export function isReadOnlyIn(program: Program, value: ValueId, step: Step): boolean {
  const ids = new Set(nodesIn({ steps: [step] }).map(({ id }) => id));
  return (program.readers.get(value) ?? []).every((reader) => ids.has(reader));
}

/** The value that a part gives: the one before it, where a condition leaves it out. */
export function resultOf(part: Part): ValueId {
  switch (part.type) {
    case 'layer':
      return part.node.id;
    case 'use':
      return part.use.body.result;
    case 'class':
      return part.scope.body.result;
    case 'repeat':
      return part.repeat.iterations.at(-1)?.body.result ?? UNKNOWN_ID;
    case 'condition':
      return part.part ? resultOf(part.part) : part.condition.before;
  }
}

/** Whether some part has weights, or is more than one module, so that it is worth an attribute. */
export function isWorthKeeping(parts: readonly Part[]): boolean {
  return parts.some((part) => part.type !== 'layer' || hasWeights(part.node.kind));
}

/** Whether the user named a layer among the parts: then it keeps an attribute of its own. */
export function holdsName(parts: readonly Part[]): boolean {
  return parts.some((part) => {
    if (part.type === 'layer') return part.node.named;
    if (part.type === 'use') return !part.use.localName.startsWith(part.use.block);
    return part.type === 'condition' && part.part !== undefined && holdsName([part.part]);
  });
}
