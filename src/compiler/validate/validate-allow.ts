import { type Code, warningCodes } from '../../diagnostics/messages';
import type { Report } from '../../diagnostics/report';
import { guessWord } from '../../schema/guess-word';
import { wordOf } from '../read/words';
import { describeTree, type Tree } from '../yaml/tree';

/** `allow:` -> the codes of warnings to switch off. */
export function validateAllow(tree: Tree | undefined, report: Report): ReadonlySet<Code> {
  const allowed = new Set<Code>();
  if (!tree || tree.type === 'broken') return allowed;
  if (tree.type !== 'list') {
    const expected = 'a list of codes, such as `[layers/unread]`';
    report.add('schema/shape-of', tree.span, { what: '`allow`', expected, found: describeTree(tree) });
    return allowed;
  }
  for (const item of tree.items) {
    const word = wordOf(item, 'an item of `allow`', 'the code of a warning', report);
    const code = warningCodes.find((known) => known === word?.text);
    if (code) allowed.add(code);
    else if (word) {
      const { guess, fixes } = guessWord(word, warningCodes);
      const args = { word: word.text, nearest: guess, known: warningCodes, what: 'warning code' };
      report.add('schema/unknown-choice', word.span, args, { fixes });
    }
  }
  return allowed;
}
