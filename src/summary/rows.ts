import type { BlockSummary, NodeSummary } from './blocks';
import type { Summary } from './summary';

/** A row of the table: a node, or a folded block. */
export type Row = NodeSummary | BlockSummary;

/** Without a given depth, a table goes as deep as it can within this many rows. */
const COMFORTABLE_ROWS = 40;

/** The rows down to a depth, where 1 is the items of the spec's `layers`; blocks and repeats at that depth are folded. */
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

/** The default depth: unlimited for a short table, otherwise as deep as fits, and at least 1. */
export function comfortableDepth(summary: Pick<Summary, 'nodes' | 'blocks'>): number {
  const deepest = summary.blocks.reduce((most, { depth }) => Math.max(most, depth), 0) + 1;
  let depth = 1;
  while (depth < deepest && rowsAt(summary, depth + 1).length <= COMFORTABLE_ROWS) depth++;
  return depth;
}
