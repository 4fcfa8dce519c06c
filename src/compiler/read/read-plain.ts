import type { OutputAst } from '../ast';
import { UNKNOWN } from '../environment';
import {
  describeTree,
  type Entry,
  entryOf,
  isExpression,
  type MapTree,
  type ScalarTree,
  type Tree,
  type Word,
} from '../yaml/tree';
import { checkExpressions, checkSizedExpressions } from './evaluate-tree';
import type { ItemContext } from './item-context';
import { readItemExpect, readOutputSettings } from './settings';
import { nameOf, wordOf } from './words';

/** The keys next to the kind of an item. */
export interface Plain {
  readonly name: Word | undefined;
  readonly from: readonly Word[] | undefined;
  readonly weights: Word | undefined;
  readonly when: ScalarTree | undefined;
  readonly expect: MapTree | undefined;
  readonly output: OutputAst | undefined;
}

/** Reads the keys next to the kind of an item. `what` describes the item, such as `a layer`. */
export function readPlain(tree: MapTree | undefined, what: string, context: ItemContext): Plain {
  const name = nameOf(tree, what, context.report);
  if (name?.template) checkExpressions(name.template, context.parameters, context.report);
  return {
    name,
    from: readFrom(tree, context),
    weights: readWeights(tree, context),
    when: readWhen(tree, context),
    expect: readExpect(tree, context),
    output: readOutput(tree && entryOf(tree, 'output'), context),
  };
}

/** The names in `from`; empty if an error was reported, undefined if there is no `from`. */
export function readFrom(tree: MapTree | undefined, context: ItemContext): readonly Word[] | undefined {
  const value = tree && entryOf(tree, 'from')?.value;
  if (!value) return undefined;
  const expected = 'a name, or a list of names';
  const trees = value.type === 'list' && value.items.length > 0 ? value.items : [value];
  const words = trees.map((item) => readWord(item, '`from`', expected, context));
  return words.every((word) => word !== undefined) ? words : [];
}

function readWeights(tree: MapTree | undefined, context: ItemContext): Word | undefined {
  const value = tree && entryOf(tree, 'weights')?.value;
  return value && readWord(value, '`weights`', 'the name of an earlier item', context);
}

function readWord(tree: Tree, what: string, expected: string, { report, parameters }: ItemContext): Word | undefined {
  const word = wordOf(tree, what, expected, report);
  if (word?.template) checkExpressions(word.template, parameters, report);
  return word;
}

/** The condition of an item; undefined if there is none, or if an error was reported. */
export function readWhen(tree: MapTree | undefined, context: ItemContext): ScalarTree | undefined {
  const { report } = context;
  const value = tree && entryOf(tree, 'when')?.value;
  if (!value || value.type === 'broken') return undefined;
  if (isExpression(value)) {
    checkSizedExpressions(value, context);
    return value;
  }
  if (value.type === 'scalar' && typeof value.value === 'boolean') return value;
  const expected = '`true`, `false`, or an expression in quotes, such as `"${deep}"`';
  report.add('schema/shape-of', value.span, { what: '`when`', expected, found: describeTree(value) });
  return undefined;
}

function readExpect(tree: MapTree | undefined, { report }: ItemContext): MapTree | undefined {
  const value = tree && entryOf(tree, 'expect')?.value;
  if (!value || value.type === 'broken') return undefined;
  if (value.type !== 'map') {
    const expected = 'a map, such as `{ height: 12, width: 12, channels: 88 }`';
    report.add('schema/shape-of', value.span, { what: '`expect`', expected, found: describeTree(value) });
    return undefined;
  }
  readItemExpect(value, { report, titleSpan: value.span, names: UNKNOWN });
  return value;
}

/** Something wrong is read as an output without settings, so that the layers that lead to it are still part of the model. */
function readOutput(entry: Entry | undefined, { report }: ItemContext): OutputAst | undefined {
  if (!entry) return undefined;
  const { value, keySpan } = entry;
  const plain = { tree: undefined, span: keySpan };
  if (value.type === 'broken' || isNothing(value)) return plain;
  if (value.type !== 'map') {
    const expected = 'a map, such as `{ name: aux, loss_weight: 0.3, train_only: true }`';
    report.add('schema/shape-of', value.span, { what: '`output`', expected, found: describeTree(value) });
    return plain;
  }
  readOutputSettings(value, { report, titleSpan: keySpan, names: UNKNOWN });
  return { tree: value, span: keySpan };
}

/** Stands for the missing value of a key with only a colon. */
export function isNothing(tree: Tree): boolean {
  return tree.type === 'scalar' && tree.value === null;
}
