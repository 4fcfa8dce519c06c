import { namesIn } from '../../expression/ast';
import type { BranchItem, ItemAst } from '../ast';
import { isSizeName } from '../environment';
import { expressionsIn } from '../read/evaluate-tree';
import { isExpression } from '../yaml/tree';
import type { Place } from './expansion';
import type { ReadyItem } from './scope';
import { isLeftOut, settleChoice, settleName } from './templates';

/**
 * Evaluates conditions, kinds and names of the items of a list before any is expanded. An automatic name is the kind and its
 * position among that kind in the scope; items left out by a condition are counted too, so that no other name changes with the
 * condition.
 */
export function readyItems(items: readonly ItemAst[], place: Place): ReadyItem[] {
  const counts = new Map<string, number>();
  return items.map((written) => {
    const undecided = usesSizes(written.when);
    const leftOut = !undecided && isLeftOut(written, place);
    const item = written.type === 'chosen' ? settleChoice(written, place) : written;
    if (item.type === 'branch') return { item, self: '', nameSpan: undefined, nameUnknown: false, leftOut, undecided };
    const base = baseName(item);
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    const name = item.name && !leftOut ? settleName(item.name, place) : item.name;
    const self = name?.text ?? (count === 1 ? base : `${base}_${count}`);
    return { item, self, nameSpan: name?.span, nameUnknown: !name && hidesName(item), leftOut, undecided };
  });
}

/** Whether an item without a known name has one: it could not be evaluated, or nothing of the item could be read. */
function hidesName(item: Exclude<ReadyItem['item'], BranchItem>): boolean {
  return item.name !== undefined || (item.type === 'broken' && item.word.text === '');
}

function usesSizes(condition: ItemAst['when']): boolean {
  if (!condition || !isExpression(condition)) return false;
  return expressionsIn(condition).some((expression) => namesIn(expression).some(({ name }) => isSizeName(name)));
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
