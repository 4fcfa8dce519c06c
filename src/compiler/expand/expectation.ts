import type { Use } from '../../diagnostics/report';
import type { ValueId } from '../../graph/graph';
import type { Environment } from '../environment';
import type { MapTree } from '../yaml/tree';

/** An `expect` of an item, to be compared with the inferred shapes and counts. */
export interface Expectation {
  /** The item's description in messages. */
  readonly of: string;
  readonly tree: MapTree;
  readonly value: ValueId;
  /** The item expanded to the nodes `[firstNode, afterLastNode)` of the graph. */
  readonly firstNode: number;
  readonly afterLastNode: number;
  readonly parameters: Environment;
  readonly uses: readonly Use[];
}
