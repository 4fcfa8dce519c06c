import type { BlockUse, Body, Node, ValueId } from '../../graph/graph';
import { flatSteps } from '../../graph/walk';
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
}

/** The statements of a body, in its own order. `results` are the values that leave it. */
export function planBody(body: Body, results: readonly ValueId[], live: LiveValues): Statement[] {
  const statements: Statement[] = [];
  const readers = countReaders(body, results, live);
  for (const step of flatSteps(body)) {
    if (step.type === 'use') {
      const exports = live.exports.get(step.use) ?? [];
      if (exports.length > 0) statements.push({ type: 'call', use: step.use, exports });
      continue;
    }
    const { node } = step;
    if (!live.nodes.has(node.id)) continue;
    const last = statements.at(-1);
    const [input, ...others] = node.inputs;
    const follows = last?.type === 'chain' && others.length === 0 && input === last.result;
    if (follows && readers.get(last.result) === 1) {
      statements[statements.length - 1] = { ...last, nodes: [...last.nodes, node], result: node.id };
    } else {
      statements.push({ type: 'chain', inputs: node.inputs, nodes: [node], result: node.id });
    }
  }
  return statements;
}

/** How often each value is read in a body; a block in it reads a value once, however often it uses it inside. */
function countReaders(body: Body, results: readonly ValueId[], live: LiveValues): ReadonlyMap<ValueId, number> {
  const counts = new Map<ValueId, number>();
  const count = (value: ValueId): void => void counts.set(value, (counts.get(value) ?? 0) + 1);
  for (const step of flatSteps(body)) {
    if (step.type === 'use') step.use.body.inputs.forEach(count);
    else if (live.nodes.has(step.node.id)) step.node.inputs.forEach(count);
  }
  results.forEach(count);
  return counts;
}
