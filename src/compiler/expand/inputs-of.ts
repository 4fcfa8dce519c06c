import { UNKNOWN_ID, type ValueId } from '../../graph/graph';
import type { ItemAst } from '../ast';
import { NOTHING_ID, type Place } from './expansion';
import { settleWord } from './templates';

/** The name of an item in its scope, and the value above it. */
export interface Incoming {
  readonly self: string;
  readonly value: ValueId;
}

/** The inputs of an item: the values that its `from` names, or the value before it. */
export function inputsOf(item: ItemAst, { self, value: current }: Incoming, place: Place): readonly ValueId[] {
  const { scope, uses } = place;
  const { report } = place.task;
  if (!item.from) {
    if (current !== NOTHING_ID) return [current];
    report.add('wiring/needs-from', item.word.span, { kind: item.word.text, inputs: scope.known() }, { uses });
    return [UNKNOWN_ID];
  }
  if (item.from.length === 0) return [UNKNOWN_ID];
  return item.from.flatMap((word) => {
    const settled = settleWord(word, place);
    if (!settled) return [UNKNOWN_ID];
    const all = scope.inEachIteration(settled);
    if (all.length > 1 && place.expansion.isFullWith(all.length, word, place)) return [UNKNOWN_ID];
    return all.map((one) => scope.resolve(one, self, report, uses));
  });
}

/** The input of an item that takes one value; unknown, and reported, if `from` names several. */
export function inputOf(item: ItemAst, incoming: Incoming, place: Place): ValueId {
  const [input = UNKNOWN_ID, ...others] = inputsOf(item, incoming, place);
  if (others.length === 0) return input;
  reportSeveral(item, others.length + 1, place);
  return UNKNOWN_ID;
}

export function reportSeveral(item: ItemAst, count: number, { uses, task: { report } }: Place): void {
  const span = item.from?.[1]?.span ?? item.word.span;
  report.add('wiring/several-from', span, { kind: item.word.text, count }, { uses });
}
