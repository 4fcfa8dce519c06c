import { silent } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import { isList, isRational } from '../../expression/ast';
import { formatValue } from '../../expression/evaluate';
import { toNumber } from '../../expression/rational';
import type { ItemAst, RepeatItem, SpecAst, UseItem } from '../ast';
import { type Environment, environmentOf, extend } from '../environment';
import { evaluateTree } from '../read/evaluate-tree';
import { evaluateValue } from '../read/parameter-value';
import { entryOf, isExpression, type Tree } from '../yaml/tree';
import { bindArguments } from './bind-arguments';

/** Stop counting after this many items, since blocks can use each other with ever new parameters. */
const MAXIMUM_VISITS = 10_000;

/**
 * The location of the first item with which a spec expands to too many layers, iterations and uses, computed without expanding
 * it, so that blocks that double each other and nested repeats are rejected at once. Counts what is not known here as zero.
 */
export function firstTooMany(spec: SpecAst, endless: ReadonlySet<string>, limit: number): Span | undefined {
  const counted = new Map<string, number>();
  let visits = 0;

  const listOf = (items: readonly ItemAst[], names: Environment): number =>
    items.reduce((sum, item) => sum + countOf(item, names), 0);

  const countOf = (item: ItemAst, names: Environment): number => {
    visits++;
    if (visits > MAXIMUM_VISITS || writtenValue(item.when, names, true) !== true) return 0;
    switch (item.type) {
      case 'layer':
        return 1;
      case 'use':
        return 1 + useOf(item, names);
      case 'repeat':
        return timesOf(item, names) * (1 + listOf(item.items, withoutCounter(item, names)));
      case 'side':
        return listOf(item.items, names);
      case 'branch':
        return item.paths.reduce(
          (sum, path) => sum + (writtenValue(path.when, names, true) === true ? listOf(path.items, names) : 0),
          0,
        );
      case 'chosen':
      case 'broken':
        return 0;
    }
  };

  const useOf = (item: UseItem, names: Environment): number => {
    const block = spec.blocks.get(item.block.text);
    if (!block || block.broken || endless.has(block.name.text)) return 0;
    const values = bindArguments(
      item,
      spec.blocks,
      { parameters: names, uses: [], use: { name: item.block.text, span: item.block.span }, inside: spec.lets },
      silent,
    )?.values;
    if (!values || !spec.lets.known) return 0;
    const key = JSON.stringify([block.name.text, ...[...values.values()].map(formatValue)]);
    const known = counted.get(key);
    if (known !== undefined) return known;
    const count = listOf(block.layers, extend(spec.lets, values));
    counted.set(key, count);
    return count;
  };

  let sum = 0;
  for (const item of spec.layers) {
    sum += countOf(item, spec.lets);
    if (sum > limit) return placeOf(item);
  }
  return undefined;
}

/** What to change: the number of iterations, or the block. */
function placeOf(item: ItemAst): Span {
  if (item.type === 'use') return item.block.span;
  const times = item.type === 'repeat' ? entryOf(item.settings, 'times') : undefined;
  return times?.value.span ?? item.word.span;
}

/** Values that depend on the counter of a repeat differ between iterations and are unknown here. */
function withoutCounter({ names: words }: RepeatItem, names: Environment): Environment {
  if (words.length === 0 || !names.known) return names;
  return environmentOf(new Map([...names.values].filter(([name]) => !words.some(({ text }) => text === name))));
}

function timesOf({ settings, over }: RepeatItem, names: Environment): number {
  const list = over && evaluateValue(over, names, silent)?.value;
  if (over) return list !== undefined && isList(list) ? list.length : 0;
  const times = writtenValue(entryOf(settings, 'times')?.value, names, 0);
  return typeof times === 'number' ? times : 0;
}

/** What is written, or the value of its expression; `absent` if nothing is written. */
function writtenValue(tree: Tree | undefined, names: Environment, absent: unknown): unknown {
  if (!tree) return absent;
  if (!isExpression(tree)) return tree.type === 'scalar' ? tree.value : undefined;
  const value = evaluateTree(tree, names, silent)?.value;
  return value !== undefined && isRational(value) ? toNumber(value) : value;
}
