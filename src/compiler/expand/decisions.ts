import { UNKNOWN_ID, type ValueId } from '../../graph/graph';
import type { BlockAst, BranchItem, ItemAst, UseItem } from '../ast';
import { isOneExpression, namesInTree } from '../read/evaluate-tree';
import { entryOf, expressionsIn, type Tree } from '../yaml/tree';
import type { Place } from './expansion';
import type { ReadyItem } from './ready-item';

/** Keeps the names that decide what an item is, where nothing else in the tree has their expressions. */
export function keepDecision(
  written: ItemAst,
  item: ReadyItem['item'],
  { inputs, conditionKept }: { readonly inputs: readonly ValueId[]; readonly conditionKept: boolean },
  place: Place,
): void {
  const trees: readonly (Tree | undefined)[] = [
    written.type === 'chosen' ? written.choice : undefined,
    ...(item.from ?? []).map(({ template }) => template),
    'weights' in item ? item.weights?.template : undefined,
    conditionKept ? undefined : item.when,
    ...partsOf(item),
  ];
  keep(trees, inputs, place);
}

/** The same for defaults of a block's parameters that are lists. */
export function keepDefaults(
  { parameters }: BlockAst,
  item: UseItem,
  inputs: readonly ValueId[],
  place: Pick<Place, 'decisions'>,
): void {
  const used = [...parameters].filter(([key]) => !item.arguments.some((given) => given.key === key));
  keep(
    used.flatMap(([, { defaultTree }]) => incomplete(defaultTree)),
    inputs,
    place,
  );
}

function keep(
  trees: readonly (Tree | undefined)[],
  inputs: readonly ValueId[],
  { decisions }: Pick<Place, 'decisions'>,
): void {
  const names = trees.flatMap((tree) => (tree ? namesUnder(tree) : []));
  if (names.length > 0) decisions.push({ names, inputs: inputs.filter((value) => value > UNKNOWN_ID) });
}

function namesUnder(tree: Tree): readonly string[] {
  return expressionsIn(tree).flatMap((text) => namesInTree(text).map(({ name }) => name));
}

/** The parts of an item whose expressions are not kept. */
function partsOf(item: ReadyItem['item']): readonly (Tree | undefined)[] {
  switch (item.type) {
    case 'layer':
      return item.attributes ? expressionsIn(item.attributes).filter((text) => !isOneExpression(text)) : [];
    case 'use':
      return item.arguments.flatMap(({ value }) => incomplete(value));
    case 'repeat':
      return item.over ? [item.over] : incomplete(entryOf(item.settings, 'times')?.value);
    case 'branch':
      return item.split ? partsOfSplit(item.split) : [];
    case 'side':
    case 'broken':
      return [];
  }
}

function partsOfSplit(split: NonNullable<BranchItem['split']>): readonly Tree[] {
  const sizes = entryOf(split, 'sizes')?.value;
  const others = split.entries.filter(({ key }) => key !== 'sizes').map(({ value }) => value);
  if (sizes?.type !== 'list') return sizes ? [...others, sizes] : others;
  return [...others, ...sizes.items.flatMap(incomplete)];
}

/** A tree that is not one expression, which would be kept with its value. */
function incomplete(tree: Tree | undefined): readonly Tree[] {
  return tree === undefined || isOneExpression(tree) ? [] : [tree];
}
