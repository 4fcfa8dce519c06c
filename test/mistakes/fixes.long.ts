import { distance } from 'fastest-levenshtein';
import { compile } from '../../src/compiler/compile';
import { applyEdits } from '../../src/diagnostics/apply-edits';
import type { Diagnostic } from '../../src/diagnostics/diagnostic';
import { type FixResult, fixSpec, type MadeFix } from '../../src/fix/fix-spec';
import { isLess, remaining } from '../../src/fix/remaining';
import { attributes } from '../../src/schema/foreign/attributes';
import { type ForeignWord, plainWord } from '../../src/schema/foreign/foreign-word';
import { operations } from '../../src/schema/foreign/operations';
import { readMarks } from '../support/marks';
import { includes, markedSpec, mistakes } from './cases';

// Slow, since every mistake is fixed, and every near word is tried.

type Change = NonNullable<MadeFix['change']>;

const look = (text: string): readonly Diagnostic[] =>
  compile(text, 'spec.yaml', { includes, complete: true }).diagnostics;

const fix = (text: string): FixResult => fixSpec(text, 'spec.yaml', { includes }, { scope: 'certain' });

const wrong = mistakes.map(([name, one]) => ({ name, text: readMarks(markedSpec(one)).text }));
const fixed = wrong.flatMap((one) => {
  const result = fix(one.text);
  const after = result.changed.get('spec.yaml')?.after;
  return after === undefined ? [] : [{ ...one, after, result }];
});

/** What other frameworks call something, for which modelc has these words. */
function meaningsOf(word: string, rows: readonly ForeignWord[]): readonly string[] {
  const named = rows.filter(({ is, names }) => [is, ...names.split(' ')].map(plainWord).includes(plainWord(word)));
  return [...new Set(named.map(({ is }) => is))];
}

const plain = (word: string): string => word.toLowerCase().replaceAll('_', '');

/** Slips between two words; a swap of two neighbours is one. */
function slips(word: string, other: string): number {
  const [a, b] = [plain(word), plain(other)];
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  const swapped = `${a.slice(0, at)}${a[at + 1]}${a[at]}${a.slice(at + 2)}`;
  return at >= 0 && swapped === b ? 1 : distance(a, b);
}

/** `pool_max2d` for `max_pool2d`: the same letters, and more than a swap. */
function isReordered(word: string, other: string): boolean {
  const [a, b] = [plain(word), plain(other)].map((one) => [...one].toSorted().join(''));
  return a === b && slips(word, other) > 1;
}

/** Words that are nearer to a misspelt word than the one that `--fix` writes, or as near, and leave as few errors. */
function rivals(text: string, error: Diagnostic, { before, after }: Change): readonly string[] {
  const known = 'known' in error.args ? error.args.known : [];
  const isOtherWord = meaningsOf(before, [...operations, ...attributes]).length > 0 || isReordered(before, after);
  if (isOtherWord || !/^\w+$/.test(before) || !known.includes(after)) return [];
  const errorsWith = (word: string): number =>
    look(applyEdits(text, [{ span: error.span, newText: word }])).filter(({ severity }) => severity === 'error').length;
  const near = known.filter((word) => word !== after && slips(before, word) <= slips(before, after));
  return near.filter((word) => errorsWith(word) <= errorsWith(after));
}

test('many mistakes are fixed, and most are not', () => {
  expect(fixed.length).toBeGreaterThan(50);
  expect(fixed.length).toBeLessThan(wrong.length / 2);
});

test('a fixed spec is better, and fixing it again changes nothing', () => {
  for (const { name, text, after } of fixed) {
    expect([name, isLess(remaining(look(after)), remaining(look(text)))]).toEqual([name, true]);
    expect([name, fix(after).made]).toEqual([name, []]);
  }
});

test('a certain fix is the only one that is offered, but for another input', () => {
  const offered = fixed.flatMap(({ name, result }) =>
    result.fixed.map(({ fixes }) => [name, fixes.filter(({ title }) => !title.startsWith('use an input of')).length]),
  );
  expect(offered.filter(([, count]) => count !== 1)).toEqual([]);
});

test('no other word is as near and as right', () => {
  const found = fixed.flatMap(({ name, text, result }) =>
    result.made.flatMap(({ change }, index) => {
      const error = result.fixed[index];
      if (!change || !error || text.slice(error.span.start, error.span.end) !== change.before) return [];
      return rivals(text, error, change).map((word) => [name, change.after, word]);
    }),
  );
  expect(found).toEqual([]);
});

test('a word of another framework becomes the word for the same', () => {
  const renamed = fixed.flatMap(({ name, result }) =>
    result.made.flatMap(({ code, change }) => {
      const meanings = change && code === 'schema/unknown-kind' ? meaningsOf(change.before, operations) : [];
      return meanings.length === 0 ? [] : [[name, change?.after, meanings]];
    }),
  );
  expect(renamed.length).toBeGreaterThan(3);
  expect(renamed.filter(([, after, meanings]) => String(meanings) !== after)).toEqual([]);
});
