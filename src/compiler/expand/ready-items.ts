import type { BranchItem, ItemAst } from '../ast';
import { isSizeName } from '../environment';
import { namesInTree } from '../read/evaluate-tree';
import { isExpression } from '../yaml/tree';
import type { Place } from './expansion';
import type { ReadyItem } from './ready-item';
import { isLeftOut, settleChoice, settleName } from './templates';

/**
 * Evaluates conditions, kinds and names of the items of a list before any is expanded. An automatic name is the kind and its
 * position among that kind in the scope; items left out by a condition are counted too, so that no other name changes with the
 * condition. A path of a branch is named as written, unless an earlier branch in the list has such a path: then it gets a number too.
 */
export function readyItems(items: readonly ItemAst[], place: Place): ReadyItem[] {
  const counts = new Map<string, number>();
  const nameOfPath = pathNames(items);
  return items.map((written): ReadyItem => {
    const undecided = usesSizes(written.when);
    const leftOut = !undecided && isLeftOut(written, place);
    const item = written.type === 'chosen' ? settleChoice(written, place) : written;
    if (item.type === 'branch') {
      const paths = item.paths.map(({ name }) => nameOfPath(name.text));
      return { item, self: '', paths, nameSpan: undefined, nameUnknown: false, leftOut, undecided };
    }
    const base = baseName(item);
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    const name = item.name && !leftOut ? settleName(item.name, place) : item.name;
    const self = name?.text ?? (count === 1 ? base : `${base}_${count}`);
    const nameUnknown = !name && hidesName(item);
    return { item, self, paths: [], nameSpan: name?.span, nameUnknown, leftOut, undecided };
  });
}

/** Gives each path of the branches in a list a name of its own, in order. */
function pathNames(items: readonly ItemAst[]): (written: string) => string {
  const all = new Set(items.flatMap((item) => (item.type === 'branch' ? item.paths.map(({ name }) => name.text) : [])));
  const given = new Set<string>();
  return (written) => {
    let name = written;
    for (let count = 2; given.has(name) || (name !== written && all.has(name)); count++) name = `${written}_${count}`;
    given.add(name);
    return name;
  };
}

/** Whether an item without a known name has one: it could not be evaluated, or nothing of the item could be read. */
function hidesName(item: Exclude<ReadyItem['item'], BranchItem>): boolean {
  return item.name !== undefined || (item.type === 'broken' && item.word.text === '');
}

function usesSizes(condition: ItemAst['when']): boolean {
  if (!condition || !isExpression(condition)) return false;
  return namesInTree(condition).some(({ name }) => isSizeName(name));
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
