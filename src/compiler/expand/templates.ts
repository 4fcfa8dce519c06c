import { formatValue } from '../../expression/evaluate';
import { guessKind } from '../../schema/guess-foreign';
import { guessExpected } from '../../schema/guess-word';
import { isKind, kinds } from '../../schema/kinds';
import { nameProblem } from '../../schema/words';
import type { BrokenItem, ChosenItem, ItemAst, LayerItem, UseItem } from '../ast';
import { writtenAt } from '../environment';
import { evaluateTree } from '../read/evaluate-tree';
import { reportKind } from '../read/unknown-word';
import type { Word } from '../yaml/tree';
import type { Place } from './expansion';

/** A word with its expressions evaluated; undefined if that failed, which was reported, or the values are not yet known. */
export function settleWord(word: Word, { parameters, uses, task: { report } }: Place): Word | undefined {
  if (!word.template) return word;
  const value = evaluateTree(word.template, parameters, report, uses)?.value;
  if (value === undefined) return undefined;
  return { text: typeof value === 'string' ? value : formatValue(value), span: word.span };
}

/** A name with its expressions evaluated, checked against the rules for names; undefined if it is not known. */
export function settleName(word: Word, place: Place): Word | undefined {
  const settled = settleWord(word, place);
  const problem = settled && word.template && nameProblem(settled.text);
  const { uses, task } = place;
  if (settled && problem) task.report.add(problem, word.span, { name: settled.text, what: 'a layer' }, { uses });
  return settled;
}

const EXPECTED = '`true` or `false`';

/** The value of a condition; an item is kept if its condition is wrong or not yet known. */
export function isLeftOut({ when: tree }: Pick<ItemAst, 'when'>, { parameters, uses, task }: Place): boolean {
  if (!tree) return false;
  if (typeof tree.value !== 'string') return tree.value === false;
  const text = { ...tree, value: tree.value };
  const evaluated = evaluateTree(text, parameters, task.report, uses);
  const value = evaluated?.value;
  if (value === undefined || typeof value === 'boolean') return value === false;
  const at = evaluated?.expression && writtenAt(evaluated.expression, parameters);
  const found = `\`${tree.value}\` = ${formatValue(value)}`;
  const guessed = at && typeof value === 'string' ? guessExpected(value, at.span, EXPECTED) : {};
  const blamed = at
    ? { notes: [{ message: 'the condition is here', span: tree.span }], uses: at.uses, blamed: true }
    : { uses };
  const args = { what: '`when`', expected: EXPECTED, found };
  task.report.add('schema/shape-of', at?.span ?? tree.span, args, { ...blamed, ...guessed });
  return false;
}

/** The layer, or use of a block, that an expression names. */
export function settleChoice(item: ChosenItem, place: Place): LayerItem | UseItem | BrokenItem {
  const { choice, arguments: given, name, from, weights, when, expect, output, word } = item;
  const plain = { name, from, weights, when, expect, output };
  const broken: BrokenItem = { type: 'broken', word, name, from, when };
  const { uses, task } = place;
  const { report, spec } = task;
  const evaluated = evaluateTree(choice, place.parameters, report, uses);
  const value = evaluated?.value;
  if (value === undefined) return broken;
  const text = typeof value === 'string' ? value : formatValue(value);
  const chosen: Word = { text, span: choice.span };
  const chosenBy = evaluated?.expression;
  if (isKind(text)) return { type: 'layer', kind: text, chosenBy, attributes: given, word: chosen, ...plain };
  if (spec.blocks.has(text)) {
    return { type: 'use', block: chosen, arguments: given?.entries ?? [], word: chosen, ...plain };
  }
  const known = [...kinds, ...spec.blocks.keys()];
  const at = evaluated?.expression && writtenAt(evaluated.expression, place.parameters);
  const guess = guessKind({ text, span: at?.span ?? choice.span }, known);
  const notes = [{ message: 'it is used as a layer here', span: choice.span }];
  const details = at ? { uses: at.uses, notes, blamed: true } : { uses };
  reportKind({ text, span: at?.span ?? choice.span }, at ? guess : { ...guess, fixes: [] }, details, report);
  return broken;
}
