import { namesIn, type Value } from '../../expression/ast';
import { formatValue } from '../../expression/evaluate';
import type { BlockUse, Body, Graph, ValueId } from '../../graph/graph';
import { nodesIn, scopesIn } from '../../graph/walk';

/** Parameters by their blocks. */
export type ParametersOfBlocks = ReadonlyMap<string, ReadonlySet<string>>;

/** A use of a block, and what the names in its arguments can mean. */
export interface PlacedUse {
  readonly use: BlockUse;
  /** The use of a block around it. */
  readonly around: BlockUse | undefined;
  /** The names of the repeats around it. */
  readonly counters: ReadonlySet<string>;
}

/** The uses of blocks that the outputs depend on. */
export function usesOfBlocks(body: Body, live: ReadonlySet<ValueId>): readonly PlacedUse[] {
  const found: PlacedUse[] = [];
  const visit = ({ steps }: Body, around: BlockUse | undefined, counters: ReadonlySet<string>): void => {
    for (const step of steps) {
      if (step.type === 'use') {
        if (!nodesIn(step.use.body).some(({ id }) => live.has(id))) continue;
        found.push({ use: step.use, around, counters });
        visit(step.use.body, step.use, new Set());
        continue;
      }
      const inner = step.type === 'repeat' ? new Set([...counters, ...step.repeat.names]) : counters;
      for (const scope of scopesIn(step)) visit(scope.body, around, inner);
    }
  };
  visit(body, undefined, new Set());
  return found;
}

/**
 * The optional parameters that have one value in the whole program, and so are no parameters of a class: every use leaves them at their default, or
 * several uses all give the same. One without a default says what a use is for, even if others happen to give the same; and what is computed
 * from something that changes is no constant.
 */
export function constantParametersIn(graph: Graph, uses: readonly PlacedUse[]): ParametersOfBlocks {
  const found = new Map<string, Set<string>>();
  for (const block of new Set(uses.map(({ use }) => use.block))) {
    const own = uses.filter(({ use }) => use.block === block);
    const defaults = graph.blocks.get(block)?.parameters;
    const { parameters } = (own[0] as PlacedUse).use;
    const isConstant = (name: string): boolean => {
      const value = parameters.get(name);
      const isSame = own.every(({ use }) => isEqual(use.parameters.get(name), value) && !use.computed.has(name));
      const standard = defaults?.get(name);
      return standard !== undefined && isSame && (own.length > 1 || isEqual(standard, value));
    };
    found.set(block, new Set([...parameters.keys()].filter(isConstant)));
  }
  for (let changed = true; changed; ) {
    changed = false;
    for (const placed of uses) {
      const own = found.get(placed.use.block);
      for (const [name, expression] of placed.use.symbols) {
        const isFixed = namesIn(expression).every((each) => isConstantName(each.name, placed, found));
        if (!isFixed) changed = own?.delete(name) || changed;
      }
    }
  }
  return found;
}

/** Whether a name in an argument is a parameter that is constant, or a `let` value. */
function isConstantName(name: string, { around, counters }: PlacedUse, constants: ParametersOfBlocks): boolean {
  if (counters.has(name) || name.includes('.')) return false;
  return !around?.parameters.has(name) || constants.get(around.block)?.has(name) === true;
}

function isEqual(one: Value | undefined, other: Value | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return typeof one === typeof other && formatValue(one) === formatValue(other);
}
