import { rational } from '../../expression/rational';
import { type Body, type Scope as ScopedBody, type Step, UNKNOWN_ID, type ValueId } from '../../graph/graph';
import { layerOf } from '../../schema/kinds';
import type { BranchItem, ItemAst, RepeatItem, SideItem } from '../ast';
import { extend } from '../environment';
import { readRepeatSettings } from '../read/settings';
import { entryOf } from '../yaml/tree';
import type { ExpandList } from './expand-use';
import type { Expansion, PathValue, Place } from './expansion';
import { inputOf } from './inputs-of';
import type { Scope } from './scope';
import { ownerWithin } from './shared-weights';

/** The values of the paths, for the join that must follow. */
export function expandBranch(
  item: BranchItem,
  current: ValueId,
  next: ItemAst | undefined,
  place: Place,
  expansion: Expansion,
  expandList: ExpandList,
): readonly PathValue[] {
  const input = inputOf(item, '', current, place, expansion);
  const joined = next?.type === 'broken' || (next?.type === 'layer' && layerOf(next.kind).join);
  if (!joined) {
    const span = next?.word.span ?? item.word.span;
    expansion.report.add('wiring/branch-not-joined', span, { found: next?.word.text }, { uses: place.uses });
  }
  const paths = item.paths.map(({ name, items }): ScopedBody => {
    const scope = place.scope.open(name.text);
    const steps: Step[] = [];
    const result = expandList(
      items,
      input,
      { ...place, scope, steps, owner: ownerWithin(place.owner, name.text) },
      expansion,
    );
    place.scope.settle(name.text, result, scope);
    return { name: scope.path, localName: name.text, body: { inputs: [input], steps, result } };
  });
  place.steps.push({ type: 'branch', branch: { paths } });
  return paths.map(({ localName, body }) => ({ name: localName, value: body.result }));
}

/** Expands a path beside the main line; returns its last value. */
export function expandSide(
  item: SideItem,
  self: string,
  current: ValueId,
  place: Place,
  expansion: Expansion,
  expandList: ExpandList,
): ValueId {
  const input = inputOf(item, self, current, place, expansion);
  const scope = place.scope.open(self);
  const steps: Step[] = [];
  const result = expandList(
    item.items,
    input,
    { ...place, scope, steps, owner: ownerWithin(place.owner, self) },
    expansion,
  );
  place.scope.settle(self, result, scope);
  const body: Body = { inputs: [input], steps, result };
  place.steps.push({ type: 'side', side: { name: scope.path, localName: self, body } });
  return result;
}

/** Expands the iterations of a repeat in order; returns the value of the last. */
export function expandRepeat(
  item: RepeatItem,
  self: string,
  current: ValueId,
  place: Place,
  expansion: Expansion,
  expandList: ExpandList,
): ValueId {
  const input = inputOf(item, self, current, place, expansion);
  const times = timesOf(item, place, expansion);
  const scope = place.scope.open(self);
  const owner = ownerWithin(place.owner, self);
  const turns: ScopedBody[] = [];
  // Added to the tree at once, so that no node is missing from it if an error ends the repeat early.
  place.steps.push({ type: 'repeat', repeat: { name: scope.path, localName: self, turns } });
  let value = input;
  for (let turn = 0; turn < (times ?? 1); turn++) {
    if (expansion.isFull(item, place)) return UNKNOWN_ID;
    const inner = scope.open(String(turn));
    const steps: Step[] = [];
    const result = expandList(
      item.items,
      value,
      turnPlace(item, turn, inner, steps, { ...place, owner: ownerWithin(owner, String(turn)) }),
      expansion,
    );
    scope.addTurn(turn, result, inner, item.word.span);
    const body: Body = { inputs: [value], steps, result };
    turns.push({ name: inner.path, localName: String(turn), body });
    value = result;
  }
  place.scope.settle(self, value, scope);
  return times === undefined ? UNKNOWN_ID : value;
}

function turnPlace({ counter }: RepeatItem, turn: number, scope: Scope, steps: Step[], place: Place): Place {
  const { parameters } = place;
  if (!counter) return { ...place, scope, steps };
  const names = extend(parameters, new Map([[counter.text, rational(BigInt(turn))]]));
  return { ...place, scope, steps, parameters: names };
}

/** The number of iterations; undefined if it was reported or is not yet known. */
function timesOf(
  { settings, word }: RepeatItem,
  { parameters, uses }: Place,
  expansion: Expansion,
): number | undefined {
  const { report } = expansion;
  const times = readRepeatSettings(settings, { report, titleSpan: word.span, names: parameters, uses })?.values.times;
  if (times === undefined || times <= expansion.limit) return times;
  expansion.tooMany(entryOf(settings, 'times')?.value.span ?? word.span);
  return undefined;
}
