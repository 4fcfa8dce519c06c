import { UNKNOWN_ID, type ValueId } from '../../graph/graph';
import type { ItemAst } from '../ast';
import { expandLayer } from './expand-layer';
import { expandBranch, expandRepeat, expandSide } from './expand-structures';
import { expandUse } from './expand-use';
import { type Expansion, NOTHING_ID, type PathValue, type Place } from './expansion';
import { markOutput } from './outputs';
import { type ReadyItem, readyItems } from './ready-items';

/** Expands the items of a list in order, from the value that enters it; returns the last value. */
export function expandList(items: readonly ItemAst[], input: ValueId, place: Place, expansion: Expansion): ValueId {
  const ready = readyItems(items, place, expansion);
  place.scope.declare(ready, expansion.report, place.uses);
  const kept = ready.filter(({ leftOut }) => !leftOut);
  let current = input;
  let paths: readonly PathValue[] | undefined;
  for (const [index, each] of kept.entries()) {
    const { item } = each;
    if (item.type === 'branch') {
      paths = expandBranch(item, current, kept[index + 1]?.item, place, expansion, expandList);
      current = UNKNOWN_ID;
      continue;
    }
    const firstNode = expansion.nodes.length;
    const value = expandItem(each, current, paths, place, expansion);
    if (value === UNKNOWN_ID) expansion.complete = false;
    paths = undefined;
    place.scope.settle(each.self, value);
    if (item.type !== 'side') current = value;
    if (item.type === 'broken') continue;
    if (item.output) markOutput(item.output, each.self, value, place, expansion);
    if (item.expect) expectOf(each, value, firstNode, place, expansion);
  }
  if (current === NOTHING_ID) expansion.complete = false;
  return current === NOTHING_ID ? UNKNOWN_ID : current;
}

function expandItem(
  { item, self, nameSpan }: ReadyItem,
  value: ValueId,
  paths: readonly PathValue[] | undefined,
  place: Place,
  expansion: Expansion,
): ValueId {
  switch (item.type) {
    case 'layer':
      return expandLayer(item, { self, named: nameSpan !== undefined }, { value, paths }, place, expansion);
    case 'use':
      return expandUse(item, self, value, place, expansion, expandList);
    case 'repeat':
      return expandRepeat(item, self, value, place, expansion, expandList);
    case 'side':
      return expandSide(item, self, value, place, expansion, expandList);
    case 'branch':
    case 'broken':
      return UNKNOWN_ID;
  }
}

/** Keeps the `expect` of an item until its shapes are known. */
function expectOf(
  { item, self }: ReadyItem,
  value: ValueId,
  firstNode: number,
  place: Place,
  expansion: Expansion,
): void {
  if (item.type === 'branch' || item.type === 'broken' || !item.expect) return;
  const name = `\`${place.scope.qualify(self)}\``;
  expansion.expectations.push({
    of: item.type === 'use' ? `block ${name}` : name,
    tree: item.expect,
    value,
    firstNode,
    afterLastNode: expansion.nodes.length,
    parameters: place.parameters,
    uses: place.uses,
  });
}
