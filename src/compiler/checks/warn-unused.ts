import type { Report } from '../../diagnostics/report';
import { isNothing } from '../read/read-plain';
import { type Entry, entryOf, type MapTree, type Tree } from '../yaml/tree';

/**
 * Warns about blocks, parameters and `let` values that nothing in the spec and its files uses. Unused declarations of included
 * files are ignored if another file may use them.
 */
export function warnAboutUnused(spec: MapTree, included: readonly MapTree[], report: Report): void {
  const texts = new Set<string>();
  const names = new Set<string>();
  for (const tree of [spec, ...included]) collect(tree, texts, names);
  for (const { key, keySpan } of entriesOf(spec, 'let'))
    if (!names.has(key)) report.add('let/unused', keySpan, { name: key });
  for (const { key, keySpan } of entriesOf(spec, 'blocks'))
    if (!texts.has(key)) report.add('blocks/unused', keySpan, { block: key });
  for (const file of [spec, ...included])
    for (const block of entriesOf(file, 'blocks')) warnAboutParameters(block, report);
}

function warnAboutParameters({ key, value }: Entry, report: Report): void {
  if (value.type !== 'map') return;
  const names = new Set<string>();
  // A parameter may be there only for the defaults of those after it.
  for (const part of ['layers', 'params']) {
    const tree = entryOf(value, part)?.value;
    if (tree) collect(tree, new Set(), names);
  }
  for (const parameter of entriesOf(value, 'params'))
    if (!names.has(parameter.key))
      report.add('blocks/unused-parameter', parameter.keySpan, { block: key, parameter: parameter.key });
}

function entriesOf(map: MapTree, key: string): readonly Entry[] {
  const value = entryOf(map, key)?.value;
  return value?.type === 'map' ? value.entries : [];
}

/** The arguments without a value, which take that of their name. */
function passedOn({ entries }: MapTree): readonly string[] {
  return entries.filter(({ value }) => isNothing(value)).map(({ key }) => key);
}

/** All texts of a tree, and the words in its expressions. */
function collect(tree: Tree, texts: Set<string>, names: Set<string>): void {
  if (tree.type === 'map') {
    for (const { key, value } of tree.entries) {
      collect(value, texts, names);
      if (key === 'with' && value.type === 'map') for (const word of passedOn(value)) names.add(word);
    }
  } else if (tree.type === 'list') for (const item of tree.items) collect(item, texts, names);
  else if (tree.type === 'scalar' && typeof tree.value === 'string') {
    texts.add(tree.value);
    for (const [expression] of tree.value.matchAll(/\$\{[^}]*\}/g))
      for (const [word] of expression.matchAll(/[A-Za-z_]\w*/g)) {
        names.add(word);
        texts.add(word);
      }
  }
}
