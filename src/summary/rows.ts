import type { BlockSummary } from './blocks';
import type { NodeSummary, Summary } from './summary';

/** A line of the table: a node, or a block folded into one. */
export type Row = NodeSummary | BlockSummary;

/** A table that nobody said a depth for goes as deep as it stays within so many lines. */
const COMFORTABLE_ROWS = 40;

/** The rows down to a depth, 1 for what stands in `layers` of the spec: blocks and repeats at that depth are folded. */
export function rowsAt({ nodes, blocks }: Pick<Summary, 'nodes' | 'blocks'>, depth: number): readonly Row[] {
  const rows: Row[] = [];
  let shown = 0;
  for (const block of blocks) {
    if (block.depth !== depth || block.layers === 0) continue;
    rows.push(...nodes.slice(shown, block.firstLayer), block);
    shown = block.firstLayer + block.layers;
  }
  return [...rows, ...nodes.slice(shown)];
}

/** The depth of a table that can be read at a glance: everything where it is short, else as deep as fits, and at least 1. */
export function comfortableDepth(summary: Pick<Summary, 'nodes' | 'blocks'>): number {
  const deepest = summary.blocks.reduce((most, { depth }) => Math.max(most, depth), 0) + 1;
  let depth = 1;
  while (depth < deepest && rowsAt(summary, depth + 1).length <= COMFORTABLE_ROWS) depth++;
  return depth;
}
