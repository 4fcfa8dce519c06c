import type { BlockSummary } from './blocks';
import type { NodeSummary, Summary } from './summary';

/** A line of the table: a node, or a block folded into one. */
export type Row = NodeSummary | BlockSummary;

/** A table that nobody said a depth for goes as deep as it stays within so many lines. */
const COMFORTABLE_ROWS = 40;

/** The rows down to a depth, 1 for what stands in `layers` of the spec: blocks and repeats at that depth are folded. */
export function rowsAt({ nodes, blocks }: Pick<Summary, 'nodes' | 'blocks'>, depth: number): readonly Row[] {
  const folded = new Map(blocks.filter((block) => block.depth === depth).map((block) => [block.name, block]));
  const rows: Row[] = [];
  for (const node of nodes) {
    const block = foldedAround(node.name, folded);
    if (!block) rows.push(node);
    else if (rows.at(-1) !== block) rows.push(block);
  }
  return rows;
}

function foldedAround(name: string, folded: ReadonlyMap<string, BlockSummary>): BlockSummary | undefined {
  for (let end = name.indexOf('/'); end > 0; end = name.indexOf('/', end + 1)) {
    const block = folded.get(name.slice(0, end));
    if (block) return block;
  }
  return undefined;
}

/** The depth of a table that can be read at a glance: everything where it is short, else as deep as fits, and at least 1. */
export function comfortableDepth(summary: Pick<Summary, 'nodes' | 'blocks'>): number {
  const deepest = summary.blocks.reduce((most, { depth }) => Math.max(most, depth), 0) + 1;
  let depth = 1;
  while (depth < deepest && rowsAt(summary, depth + 1).length <= COMFORTABLE_ROWS) depth++;
  return depth;
}
