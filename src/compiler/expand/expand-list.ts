import { entry } from '../../dimensions/dimension';
import {
  type BlockUse,
  type Body,
  type Iteration,
  type Scope as ScopedBody,
  UNKNOWN_ID,
  type ValueId,
} from '../../graph/graph';
import { hasWeights, layerOf } from '../../schema/kinds';
import type { BranchItem, ItemAst, RepeatItem, SideItem, UseItem } from '../ast';
import { extend, withSizes } from '../environment';
import { bindArguments } from './bind-arguments';
import { blockInputs, firstInput, givenTo, refuseCircle } from './block-inputs';
import { enteringValues, keepCondition } from './conditions';
import { keepDecision, keepDefaults } from './decisions';
import { expandLayer } from './expand-layer';
import { type Current, emptyList, NOTHING_ID, type PathValue, type Place } from './expansion';
import { type Incoming, inputOf } from './inputs-of';
import { iterationsOf } from './iterations';
import { markOutput } from './outputs';
import type { ReadyItem } from './ready-item';
import { readyItems } from './ready-items';
import { Scope } from './scope';
import { settled, settledSymbols } from './settled-symbols';
import { ownerOfUse, ownerWithin, reportNone } from './shared-weights';
import { sizesOf, withSizesAt } from './sizes';
import { expandShare, sharesOf } from './split';
import { isLeftOut } from './templates';

/** Expands the items of a list in order, from the value that enters it; returns the last value. */
export function expandList(items: readonly ItemAst[], input: ValueId, place: Place): ValueId {
  const { expansion } = place;
  const ready = readyItems(items, place);
  place.scope.declare(ready, place.task.report, place.uses);
  let current = input;
  let paths: readonly PathValue[] | undefined;
  for (const [index, each] of ready.entries()) {
    const { item } = each;
    const leftOut = each.undecided ? !decide(each, { value: current, paths }, place) : each.leftOut;
    const conditionKept = keepCondition(each, !leftOut, { value: current, paths }, place);
    const entering = enteringValues(item, { value: current, paths }, place.scope);
    keepDecision(entry(items, index), item, { inputs: entering, conditionKept }, place);
    if (leftOut) continue;
    if (item.from) place.named.add(place.steps.length);
    if (item.from?.some(({ text }) => text.includes('/'))) place.reaching.add(place.steps.length);
    if (item.type === 'branch') {
      paths = expandBranch({ item, names: each.paths }, current, nextOf(ready.slice(index + 1), place), place);
      current = UNKNOWN_ID;
      continue;
    }
    const firstNode = expansion.nodes.length;
    const value = expandItem(each, { value: current, paths }, place);
    if (value === UNKNOWN_ID) expansion.complete = false;
    paths = undefined;
    place.scope.settle(each.self, value);
    if (item.type !== 'side') current = value;
    if (item.type === 'broken') continue;
    if (item.output) markOutput(item.output, { self: each.self, value }, place);
    if (item.expect) expectOf(each, value, firstNode, place);
  }
  if (current !== NOTHING_ID) return current;
  reportNothing(items, place);
  return UNKNOWN_ID;
}

/** Reports a list that several values enter and none leaves, since all its items are left out or beside the main line. */
function reportNothing(items: readonly ItemAst[], { scope, uses, task, expansion }: Place): void {
  expansion.complete = false;
  const last = items.at(-1);
  if (last) task.report.add('wiring/no-value', last.word.span, { inputs: scope.known() }, { uses });
}

/** The item right after a branch, whose paths have no values yet: the first that its condition keeps. */
function nextOf(items: readonly ReadyItem[], place: Place): ItemAst | undefined {
  const parameters = withSizesAt([UNKNOWN_ID], place);
  return items.find(({ item, leftOut, undecided }) =>
    undecided ? !isLeftOut(item, { ...place, parameters }) : !leftOut,
  )?.item;
}

/** Whether an item is kept whose condition uses a size; declares it if so. */
function decide({ item, self, ...ready }: ReadyItem, current: Current, place: Place): boolean {
  const { scope, uses, task } = place;
  const names = withSizesAt(enteringValues(item, current, scope), place);
  const leftOut = isLeftOut(item, { ...place, parameters: names });
  if (leftOut && item.when) scope.leaveOut(self, item.when.span);
  else scope.declare([{ item, self, ...ready, undecided: false }], task.report, uses);
  return !leftOut;
}

function expandItem({ item, self, nameSpan }: ReadyItem, current: Current, place: Place): ValueId {
  const incoming = { self, value: current.value };
  switch (item.type) {
    case 'layer':
      return expandLayer(item, { self, named: nameSpan !== undefined }, current, place);
    case 'use':
      return expandUse(item, incoming, place);
    case 'repeat':
      return expandRepeat(item, incoming, place);
    case 'side':
      return expandSide(item, incoming, place);
    case 'branch':
    case 'broken':
      return UNKNOWN_ID;
  }
}

/** Keeps the `expect` of an item until its shapes are known. */
function expectOf({ item, self }: ReadyItem, value: ValueId, firstNode: number, place: Place): void {
  if (item.type === 'branch' || item.type === 'broken' || !item.expect) return;
  const name = `\`${place.scope.qualify(self)}\``;
  const { expansion } = place;
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

/** The values of the paths, for the join that must follow. */
function expandBranch(
  { item, names }: { readonly item: BranchItem; readonly names: readonly string[] },
  current: ValueId,
  next: ItemAst | undefined,
  place: Place,
): readonly PathValue[] {
  const input = inputOf(item, { self: '', value: current }, place);
  const joined = next?.type === 'broken' || (next?.type === 'layer' && layerOf(next.kind).join);
  if (!joined) {
    const span = next?.word.span ?? item.word.span;
    place.task.report.add('wiring/branch-not-joined', span, { found: next?.word.text }, { uses: place.uses });
  }
  const shares = sharesOf(item, input, place);
  const kept = keptPaths(item, names, input, place);
  if (kept.length === 0) {
    place.task.report.add('wiring/empty-branch', item.word.span, {}, { help: NO_PATH_KEPT, uses: place.uses });
    return [{ name: entry(names, 0), value: UNKNOWN_ID }];
  }
  const paths = kept.map(({ items, index }): ScopedBody => {
    const localName = entry(names, index);
    const scope = place.scope.open(localName);
    const own = emptyList();
    const within = { ...place, ...own, scope, owner: ownerWithin(place.owner, localName) };
    const start = item.split ? expandShare(item, shares?.shares[index], input, within) : input;
    const result = expandList(items, start, within);
    place.scope.settle(localName, result, scope);
    return { name: scope.path, localName, body: { inputs: [input], result, ...own } };
  });
  place.steps.push({ type: 'branch', branch: { paths, split: item.split && { sizes: shares?.symbols } } });
  return paths.map(({ localName, body }) => ({ name: localName, value: body.result }));
}

const NO_PATH_KEPT = 'keep a path, such as `skip: []`: the `when` of each path is false here';

/** The paths whose conditions hold, with their positions; the names of the others are left out. */
function keptPaths({ paths }: BranchItem, names: readonly string[], input: ValueId, place: Place) {
  const within = { ...place, parameters: withSizesAt([input], place) };
  return paths.flatMap(({ items, when }, index) => {
    if (!when || !isLeftOut({ when }, within)) return [{ items, index }];
    place.scope.leaveOut(entry(names, index), when.span);
    return [];
  });
}

/** Expands a path beside the main line; returns its last value. */
function expandSide(item: SideItem, incoming: Incoming, place: Place): ValueId {
  const { self } = incoming;
  const input = inputOf(item, incoming, place);
  const scope = place.scope.open(self);
  const own = emptyList();
  const owner = ownerWithin(place.owner, self);
  const result = expandList(item.items, input, { ...place, ...own, scope, owner });
  place.scope.settle(self, result, scope);
  const body: Body = { inputs: [input], result, ...own };
  place.steps.push({ type: 'side', side: { name: scope.path, localName: self, body } });
  return result;
}

/** Expands the iterations of a repeat in order; returns the value of the last. */
function expandRepeat(item: RepeatItem, incoming: Incoming, place: Place): ValueId {
  const { self } = incoming;
  const input = inputOf(item, incoming, place);
  const { count, known, times, names: namesIn } = iterationsOf(item, input, place);
  const scope = place.scope.open(self);
  const owner = ownerWithin(place.owner, self);
  const iterations: Iteration[] = [];
  const names = item.names.map(({ text }) => text);
  // Added to the tree at once, so that no node is missing from it if an error ends the repeat early.
  place.steps.push({
    type: 'repeat',
    repeat: {
      name: scope.path,
      localName: self,
      iterations,
      names,
      over: item.over !== undefined,
      times: times && settled(times, place.parameters, place.task.spec.lets),
    },
  });
  let value = input;
  for (let iteration = 0; iteration < count; iteration++) {
    if (place.expansion.isFull(item, place)) return UNKNOWN_ID;
    const inner = scope.open(String(iteration));
    const own = emptyList();
    const parameters = namesIn(iteration);
    const within = {
      ...place,
      ...own,
      parameters,
      scope: inner,
      owner: ownerWithin(owner, String(iteration)),
    };
    const result = expandList(item.items, value, within);
    scope.addIteration(iteration, result, inner, item.word.span);
    const body: Body = { inputs: [value], result, ...own };
    const values = new Map(
      names.flatMap((name) => {
        const meant = parameters.values.get(name);
        return meant === undefined ? [] : [[name, meant] as const];
      }),
    );
    iterations.push({ name: inner.path, localName: String(iteration), body, values });
    value = result;
  }
  place.scope.settle(self, value, scope);
  return known ? value : UNKNOWN_ID;
}

/** One use of a block -> its layers, in their own scope. */
function expandUse(item: UseItem, incoming: Incoming, place: Place): ValueId {
  const { self } = incoming;
  const { task, expansion } = place;
  const { spec, endless } = task;
  const block = spec.blocks.get(item.block.text);
  const inputs = blockInputs(item, block, incoming, place);
  if (block?.broken) return UNKNOWN_ID;
  const name = place.scope.qualify(self);
  const use = { name, span: item.block.span };
  const scope = Scope.closed(name, block && inputs ? givenTo(block, inputs) : [], place.scope);
  const entering = inputs ?? [UNKNOWN_ID];
  const inside = withSizes(spec.lets, sizesOf(entering, { scope, expansion }));
  const caller = { parameters: withSizesAt(entering, place), uses: place.uses, use, inside };
  const bound = bindArguments(item, spec.blocks, caller, task.report);
  if (!block || !bound || !inputs || endless.has(block.name.text) || expansion.isFull(item, place)) return UNKNOWN_ID;
  const chain = [...place.chain, block.name.text];
  if (refuseCircle(item, chain, place)) return UNKNOWN_ID;
  const own = emptyList();
  const owner = ownerOfUse(item, self, place);
  const firstNode = expansion.nodes.length;
  expansion.used.add(block.name.text);
  const lets = spec.lets;
  const parameters = extend(lets, bound.values, bound.writtenAt);
  keepDefaults(block, item, inputs, own);
  const result = expandList(block.layers, firstInput(inputs), {
    ...own,
    scope,
    parameters,
    uses: [...place.uses, use],
    chain,
    owner,
    task,
    expansion,
  });
  place.scope.settle(self, result, scope);
  const read = block.layers.every(({ type }) => type !== 'broken');
  if (item.weights && owner && read && !expansion.nodes.slice(firstNode).some(({ kind }) => hasWeights(kind)))
    reportNone(`block \`${block.name.text}\``, item.weights, place);
  const body: Body = { inputs, result, ...own };
  const blockUse: BlockUse = {
    block: block.name.text,
    name,
    localName: self,
    parameters: bound.values,
    symbols: settledSymbols(bound.symbols, place.parameters, lets),
    computed: settledSymbols(bound.computed, parameters, lets),
    body,
  };
  place.steps.push({ type: 'use', use: blockUse });
  return result;
}
