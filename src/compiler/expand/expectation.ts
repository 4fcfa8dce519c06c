import type { Use } from '../../diagnostics/report';
import type { Value } from '../../expression/ast';
import type { ValueId } from '../../graph/graph';
import type { MapTree } from '../yaml/tree';

/** An `expect` beside an item, to be held against what inference finds. */
export interface Expectation {
  /** The item in words. */
  readonly of: string;
  readonly tree: MapTree;
  readonly value: ValueId;
  /** The nodes that the item expanded to are `[firstNode, afterLastNode)` of the graph. */
  readonly firstNode: number;
  readonly afterLastNode: number;
  readonly parameters: ReadonlyMap<string, Value> | 'later';
  readonly uses: readonly Use[];
}
