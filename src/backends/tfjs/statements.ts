import { type Condition, type Iteration, type Repeat, UNKNOWN_ID, type ValueId } from '../../graph/graph';
import type { Statement } from '../source/plan-body';
import type { ConditionalItem } from './frame';

/** Iterations of a repeat that are turns of one loop. */
export interface Loop {
  readonly type: 'loop';
  readonly repeat: Repeat;
  readonly turns: readonly Iteration[];
  /** The value before it. */
  readonly inputs: readonly [ValueId];
}

/** An item of a block with a condition. Without the item, the value before it goes on. */
export interface Conditional {
  readonly type: 'conditional';
  readonly condition: Condition;
  /** The item, or where the condition leaves it out, the same of another use of the block. */
  readonly item: ConditionalItem;
  /** What enters the item. */
  readonly reads: readonly ValueId[];
  readonly before: ValueId;
  /** An id of its own, below all others, where the condition leaves out the item. */
  readonly result: ValueId;
  /** The path of a branch that it ends. */
  readonly path: string | undefined;
  /** What it reads, with the value before it. */
  readonly inputs: readonly ValueId[];
}

export type Planned = Statement | Loop | Conditional;

/** Statements that only tfjs has. */
export type Own = Loop | Conditional;

/** The statements of a function, and its results, whose ids differ where conditions leave out the last items. */
export interface Plan {
  readonly statements: readonly Planned[];
  readonly results: readonly ValueId[];
  /** Values whose variable the condition after them assigns anew. */
  readonly reassigned: ReadonlySet<ValueId>;
  /** The paths of branches that values end, whatever conditions leave out. */
  readonly paths: ReadonlyMap<ValueId, string>;
}

/** The values that a statement reads. */
function readsOf(statement: Planned): readonly ValueId[] {
  return statement.type === 'call' ? (statement.reads ?? statement.use.body.inputs) : statement.inputs;
}

/** The statements without those that do nothing in this use and whose values nothing reads. */
export function readOnes(statements: readonly Planned[], results: readonly ValueId[]): readonly Planned[] {
  const read = new Set(results);
  const kept = statements.toReversed().filter((statement) => {
    const made =
      statement.type === 'call' ? statement.exports : statement.type === 'conditional' ? [statement.result] : [];
    const isNeeded = made.every((value) => value > UNKNOWN_ID) || made.some((value) => read.has(value));
    if (isNeeded) for (const value of readsOf(statement)) read.add(value);
    return isNeeded;
  });
  return kept.reverse();
}

/** Values that nothing but the condition after them reads. */
export function reassignedIn(
  statements: readonly Planned[],
  results: readonly ValueId[],
): Pick<Plan, 'reassigned' | 'paths'> {
  const readers = new Map<ValueId, number>();
  const made = new Set<ValueId>();
  const count = (value: ValueId): void => void readers.set(value, (readers.get(value) ?? 0) + 1);
  for (const statement of statements) {
    readsOf(statement).forEach(count);
    if (statement.type === 'call' && statement.exports.length === 1) made.add(statement.exports[0] as ValueId);
    if (statement.type === 'chain' || statement.type === 'conditional') made.add(statement.result);
  }
  results.forEach(count);
  const reassigned = new Set<ValueId>();
  const paths = new Map<ValueId, string>();
  for (const statement of statements.toReversed()) {
    if (statement.type !== 'conditional') continue;
    const { before, result, path = paths.get(result) } = statement;
    if (!made.has(before) || readers.get(before) !== 1) continue;
    reassigned.add(before);
    if (path !== undefined) paths.set(before, path);
  }
  return { reassigned, paths };
}
