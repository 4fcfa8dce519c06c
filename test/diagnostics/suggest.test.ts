import { compile } from '../../src/compiler/compile';
import { suggest } from '../../src/diagnostics/messages/words';
import { renderDiagnostics } from '../../src/diagnostics/render-diagnostics';
import { itemWordGroups, itemWords } from '../../src/schema/words';
import { specWith } from '../support/marks';

const letters = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => letter.repeat(5));

test.each([
  ['the nearest', { word: 'rat', nearest: 'rate', known: ['rate'] }, 'write `rate`'],
  ['nothing', { word: 'x', nearest: undefined, known: [] }, 'remove it: nothing can be set here'],
  ['all of a few', { word: 'x', nearest: undefined, known: ['a', 'b'] }, 'available here: `a`, `b`'],
  [
    'those with a part in common',
    { word: 'stem_pool', nearest: undefined, known: [...letters, 'big_pool', 'poolside'] },
    'similar words here: `big_pool`, `poolside`',
  ],
  [
    'the most alike of many, and of those the last',
    { word: 'ccczz', nearest: undefined, known: letters },
    'available here: `ccccc`, `zzzzz`, `yyyyy`, `xxxxx`, `wwwww`, `vvvvv`, `uuuuu`, `ttttt` and 18 more',
  ],
])('lists %s', (_name, unknown, help) => expect(suggest(unknown)).toBe(help));

test('the groups have every word of an item once', () => {
  expect(itemWordGroups.flatMap(({ words }) => words).toSorted()).toEqual(itemWords.toSorted());
  expect(itemWordGroups.every(({ words }) => words.length > 0)).toBe(true);
});

test('an unknown kind is answered with a few kinds of each group, once in a report', () => {
  const { diagnostics } = compile(specWith('  - teleport\n  - quux: {}\n  - teleport: {}'));
  const same = (part: string): string => part;
  const text = renderDiagnostics(diagnostics, 'human', { bold: same, red: same, yellow: same, cyan: same, dim: same });
  expect(diagnostics).toHaveLength(3);
  for (const { name, words } of itemWordGroups) {
    expect(text.split(`${name}: \`${words[0]}\``)).toHaveLength(2);
    expect(words.filter((word) => text.includes(`\`${word}\``)).length).toBeLessThanOrEqual(6);
  }
  expect(text).toContain('docs/layers.md');
  expect(text.split('the same as above')).toHaveLength(3);
});
