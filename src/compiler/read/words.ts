import type { Report } from '../../diagnostics/report';
import { nameProblem } from '../../schema/words';
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

/** The key of an entry, as a word. */
export function keyOf({ key, keySpan }: Entry): Word {
  return { text: key, span: keySpan };
}

/** A text; otherwise undefined, with a report. */
export function wordOf(tree: Tree, what: string, expected: string, report: Report): Word | undefined {
  if (tree.type === 'scalar' && typeof tree.value === 'string' && tree.value !== '')
    return { text: tree.value, span: tree.span, ...(isExpression(tree) && { template: tree }) };
  if (tree.type !== 'broken')
    report.add(
      'schema/shape-of',
      tree.span,
      { what, expected, found: describeTree(tree) },
      { help: helps[what]?.(tree) },
    );
  return undefined;
}

/** What to do about a value that is no word, by what it was meant to be. */
const helps: Readonly<Record<string, (tree: Tree) => string | undefined>> = {
  '`from`': (tree) =>
    tree.type === 'scalar' && typeof tree.value === 'number'
      ? 'give that item a `name`, and write it here: items have no numbers'
      : undefined,
  '`use`': (tree) => {
    if (tree.type === 'list')
      return 'write the layers as items of the list, or as a block under `blocks` that is used by its name';
    const [entry] = tree.type === 'map' ? tree.entries : [];
    return entry && `write \`use: ${entry.key}\` and next to it \`with: { ... }\`, with its parameters`;
  },
};

/** The `name` of an item, or a key that names something. An invalid name is reported, but still is what other items refer to. */
export function nameOf(tree: MapTree | ScalarTree | undefined, what: string, report: Report): Word | undefined {
  const value = tree?.type === 'map' ? entryOf(tree, 'name')?.value : tree;
  if (!value) return undefined;
  const word = wordOf(value, '`name`', 'a word', report);
  const problem = word && !word.template && nameProblem(word.text);
  if (word && problem) report.add(problem, word.span, { name: word.text, what });
  return word;
}
