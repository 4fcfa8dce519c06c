import type { Report } from '../../diagnostics/report';
import type { BlockAst, ItemAst, UseItem } from '../ast';

/** The blocks from which a way leads back to themselves; each circle is reported once, with its chain. */
export function recursionOf(blocks: ReadonlyMap<string, BlockAst>, report: Report): ReadonlySet<string> {
  const recursive = new Set<string>();
  const done = new Set<string>();
  const visit = (block: BlockAst, chain: readonly string[]): void => {
    for (const use of usesIn(block.layers)) {
      const inner = blocks.get(use.block.text);
      if (!inner || done.has(inner.name.text)) continue;
      const at = chain.indexOf(inner.name.text);
      if (at < 0) {
        visit(inner, [...chain, inner.name.text]);
        continue;
      }
      for (const name of chain) recursive.add(name);
      report.add('blocks/recursive', use.block.span, { chain: [...chain.slice(at), inner.name.text] });
    }
    done.add(block.name.text);
  };
  for (const block of blocks.values()) if (!done.has(block.name.text)) visit(block, [block.name.text]);
  return recursive;
}

function usesIn(items: readonly ItemAst[]): UseItem[] {
  return items.flatMap((item) => {
    if (item.type === 'use') return [item];
    return item.type === 'branch' ? item.paths.flatMap((path) => usesIn(path.items)) : [];
  });
}
