import { silent } from '../../diagnostics/report';
import { UNKNOWN_ID, type ValueId } from '../../graph/graph';
import { layerOf } from '../../schema/kinds';
import { evaluateTree } from '../read/evaluate-tree';
import { isExpression } from '../yaml/tree';
import type { Current, Place } from './expansion';
import type { ReadyItem } from './ready-item';
import type { Scope } from './scope';
import { settled } from './settled-symbols';
import { withSizesAt } from './sizes';

/** The values that enter an item, before it is expanded and what is wrong about them is reported. */
export function enteringValues(
  { from, ...item }: ReadyItem['item'],
  { value, paths }: Current,
  scope: Scope,
): readonly ValueId[] {
  if (from) return from.map(({ text }) => scope.own(text)?.value ?? scope.input(text) ?? UNKNOWN_ID);
  const joins = item.type === 'layer' && layerOf(item.kind).join;
  return joins && paths ? paths.map((path) => path.value) : [value];
}

/** Keeps the condition of a layer or a use of a block if it can differ between uses of the block around it; false if it is not kept. */
export function keepCondition({ item, self }: ReadyItem, holds: boolean, current: Current, place: Place): boolean {
  const { when } = item;
  if (!when || !isExpression(when) || (item.type !== 'layer' && item.type !== 'use')) return false;
  const inputs = enteringValues(item, current, place.scope).map((value, index) =>
    value === UNKNOWN_ID ? insteadOf(item.from?.[index]?.text, place) : value,
  );
  const expression = evaluateTree(when, withSizesAt(inputs, place), silent, place.uses)?.expression;
  const condition = expression && settled(expression, place.parameters, place.task.spec.lets);
  if (!condition || condition.type === 'boolean' || inputs.includes(UNKNOWN_ID)) return false;
  place.conditions.push({
    when: condition,
    holds,
    span: when.span,
    localName: self,
    step: place.steps.length,
    inputs,
    before: current.value,
  });
  return true;
}

/** The value that goes on where a condition left out an item. */
function insteadOf(name: string | undefined, { conditions }: Place): ValueId {
  return conditions.find(({ localName, holds }) => localName === name && !holds)?.before ?? UNKNOWN_ID;
}
