import type { Report } from '../../diagnostics/report';
import { MAXIMUM_BLOCK_DEPTH } from '../../schema/limits';
import type { BlockAst, ItemAst, UseItem } from '../ast';

/**
 * The blocks that cannot be expanded: those that use themselves, directly or not, and those that are nested too deeply. Reports
 * each cycle once, with its chain, and only the first place that is too deep.
 */
export function endlessBlocks(blocks: ReadonlyMap<string, BlockAst>, report: Report): ReadonlySet<string> {
  const endless = new Set<string>();
  const depths = new Map<string, number>();
  let reported = false;

  const tooDeep = (use: UseItem): number => {
    if (!reported) report.add('blocks/too-deep', use.block.span, { limit: MAXIMUM_BLOCK_DEPTH });
    reported = true;
    return MAXIMUM_BLOCK_DEPTH;
  };

  const depthOfUse = (use: UseItem, chain: readonly string[]): number => {
    const inner = blocks.get(use.block.text);
    if (!inner) return 0;
    const at = chain.indexOf(inner.name.text);
    if (at >= 0) {
      for (const name of chain.slice(at)) endless.add(name);
      report.add('blocks/recursive', use.block.span, { chain: [...chain.slice(at), inner.name.text] });
      return 0;
    }
    const depth =
      depths.get(inner.name.text) ?? (chain.length < MAXIMUM_BLOCK_DEPTH ? depthOf(inner, chain) : MAXIMUM_BLOCK_DEPTH);
    return depth < MAXIMUM_BLOCK_DEPTH ? depth : tooDeep(use);
  };

  const depthOf = ({ name, layers }: BlockAst, chain: readonly string[]): number => {
    const inside = usesIn(layers).map((use) => depthOfUse(use, [...chain, name.text]));
    const depth = 1 + inside.reduce((deepest, one) => Math.max(deepest, one), 0);
    if (depth > MAXIMUM_BLOCK_DEPTH) endless.add(name.text);
    depths.set(name.text, depth);
    return depth;
  };

  for (const block of blocks.values()) if (!depths.has(block.name.text)) depthOf(block, []);
  return endless;
}

function usesIn(items: readonly ItemAst[]): UseItem[] {
  return items.flatMap((item) => {
    if (item.type === 'use') return [item];
    if (item.type === 'repeat' || item.type === 'side') return usesIn(item.items);
    return item.type === 'branch' ? item.paths.flatMap((path) => usesIn(path.items)) : [];
  });
}
