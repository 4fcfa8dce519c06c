import type { BlockUse, Node, ValueId } from '../../graph/graph';
import type { PlainStep } from '../../graph/walk';
import type { LiveValues } from './live-values';

/** One statement of a function: a chain of layers, or the use of a block. */
export type Statement = Chain | Call;

/** Layers of which each takes only the value of the one before, which nothing else reads. */
export interface Chain {
  readonly type: 'chain';
  readonly inputs: readonly ValueId[];
  readonly nodes: readonly Node[];
  readonly result: ValueId;
}

export interface Call {
  readonly type: 'call';
  readonly use: BlockUse;
  /** The values that the block returns, its result first. */
  readonly exports: readonly ValueId[];
  /** The values of its inputs, if they have other ids here. */
  readonly reads?: readonly ValueId[] | undefined;
}

/** A statement that only some targets have. */
interface Reader {
  readonly type: string;
  readonly inputs: readonly ValueId[];
}

/**
 * What a target plans: layers and uses of blocks in order, and its own statements. `reads` are the values that enter, under other
 * ids; `exports` those that leave a use, if they are not the live ones.
 */
export type Plannable<Own extends Reader = never> =
  | Own
  | (PlainStep & { readonly reads?: readonly ValueId[]; readonly exports?: readonly ValueId[] });

/** The statements of a body, in its own order. `results` are the values that leave it; a layer that `begins` a chain continues none. */
export function planSteps<Own extends Reader = never>(
  steps: readonly Plannable<Own>[],
  results: readonly ValueId[],
  live: LiveValues,
  begins: (node: Node) => boolean = () => false,
): (Statement | Own)[] {
  const statements: (Statement | Own)[] = [];
  const readers = countReaders(steps, results, live);
  for (const step of steps) {
    if (isOwn(step)) {
      statements.push(step);
      continue;
    }
    if (step.type === 'use') {
      const exports = step.exports ?? live.exports.get(step.use) ?? [];
      if (exports.length > 0) statements.push({ type: 'call', use: step.use, exports, reads: step.reads });
      continue;
    }
    const { node } = step;
    if (!live.nodes.has(node.id)) continue;
    const last = statements.at(-1);
    const inputs = step.reads ?? node.inputs;
    const [input, ...others] = inputs;
    const follows = isChain(last) && others.length === 0 && input === last.result && readers.get(last.result) === 1;
    if (follows && !begins(node)) {
      statements[statements.length - 1] = { ...last, nodes: [...last.nodes, node], result: node.id };
    } else {
      statements.push({ type: 'chain', inputs, nodes: [node], result: node.id });
    }
  }
  return statements;
}

function isOwn<Own extends Reader>(step: Plannable<Own>): step is Own {
  return step.type !== 'node' && step.type !== 'use';
}

function isChain(statement: Reader | Statement | undefined): statement is Chain {
  return statement?.type === 'chain';
}

/** How often each value is read in a body; a block in it reads a value once, however often it uses it inside. */
function countReaders<Own extends Reader>(
  steps: readonly Plannable<Own>[],
  results: readonly ValueId[],
  live: LiveValues,
): ReadonlyMap<ValueId, number> {
  const counts = new Map<ValueId, number>();
  const count = (value: ValueId): void => void counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const step of steps) {
    if (isOwn(step)) step.inputs.forEach(count);
    else if (step.type === 'use') (step.reads ?? step.use.body.inputs).forEach(count);
    else if (live.nodes.has(step.node.id)) (step.reads ?? step.node.inputs).forEach(count);
  }
  results.forEach(count);
  return counts;
}
