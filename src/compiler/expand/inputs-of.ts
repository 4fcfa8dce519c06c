import type { Use } from '../../diagnostics/report';
import { UNKNOWN_ID, type ValueId } from '../../graph/graph';
import type { ItemAst } from '../ast';
import { type Expansion, NOTHING_ID, type Place } from './expansion';
import { settleWord } from './templates';

/** The inputs of an item: the values that its `from` names, or the value before it. */
export function inputsOf(
  item: ItemAst,
  self: string,
  current: ValueId,
  place: Place,
  expansion: Expansion,
): readonly ValueId[] {
  const { scope, uses } = place;
  const { report } = expansion;
  if (!item.from) {
    if (current !== NOTHING_ID) return [current];
    report.add('wiring/needs-from', item.word.span, { kind: item.word.text, inputs: scope.known() }, { uses });
    return [UNKNOWN_ID];
  }
  if (item.from.length === 0) return [UNKNOWN_ID];
  return item.from.map((word) => {
    const settled = settleWord(word, place, expansion);
    return settled ? scope.resolve(settled, self, report, uses) : UNKNOWN_ID;
  });
}

/** The input of an item that takes one value; unknown, and reported, if `from` names several. */
export function inputOf(item: ItemAst, self: string, current: ValueId, place: Place, expansion: Expansion): ValueId {
  const [input = UNKNOWN_ID, ...others] = inputsOf(item, self, current, place, expansion);
  if (others.length === 0) return input;
  reportSeveral(item, others.length + 1, place.uses, expansion);
  return UNKNOWN_ID;
}

export function reportSeveral(item: ItemAst, count: number, uses: readonly Use[], { report }: Expansion): void {
  const span = item.from?.[1]?.span ?? item.word.span;
  report.add('wiring/several-from', span, { kind: item.word.text, count }, { uses });
}
