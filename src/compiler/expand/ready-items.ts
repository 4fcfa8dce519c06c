import type { Span } from '../../diagnostics/source';
import type { BranchItem, BrokenItem, ItemAst, LayerItem, RepeatItem, SideItem, UseItem } from '../ast';
import type { Expansion, Place } from './expansion';
import { isLeftOut, settleChoice, settleName } from './templates';

/** An item whose kind and name are known. */
export interface ReadyItem {
  readonly item: LayerItem | UseItem | RepeatItem | SideItem | BranchItem | BrokenItem;
  /** Its name in the scope; empty for a branch. */
  readonly self: string;
  /** Where the user wrote the name; undefined if it is automatic. */
  readonly nameSpan: Span | undefined;
  readonly leftOut: boolean;
}

/**
 * Evaluates conditions, kinds and names of the items of a list before any is expanded. An automatic name is the kind and its
 * position among that kind in the scope; items left out by a condition are counted too, so that no other name changes with the
 * condition.
 */
export function readyItems(items: readonly ItemAst[], place: Place, expansion: Expansion): ReadyItem[] {
  const counts = new Map<string, number>();
  return items.map((written) => {
    const leftOut = isLeftOut(written, place, expansion);
    const item = written.type === 'chosen' ? settleChoice(written, place, expansion) : written;
    if (item.type === 'branch') return { item, self: '', nameSpan: undefined, leftOut };
    const base = baseName(item);
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    const name = item.name && !leftOut ? settleName(item.name, place, expansion) : item.name;
    return { item, self: name?.text ?? (count === 1 ? base : `${base}_${count}`), nameSpan: name?.span, leftOut };
  });
}

function baseName(item: Exclude<ReadyItem['item'], BranchItem>): string {
  switch (item.type) {
    case 'layer':
      return item.kind;
    case 'use':
      return item.block.text;
    case 'repeat':
    case 'side':
      return item.type;
    case 'broken':
      return item.word.text || 'item';
  }
}
