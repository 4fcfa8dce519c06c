import type { Report } from '../../diagnostics/report';
import { INPUT, nameProblem } from '../../schema/words';
import type { BlockAst, ParameterAst } from '../ast';
import { type Lets, sizeNames } from '../environment';
import { readNamed } from '../read/read-named';
import { isNothing } from '../read/read-plain';
import { recogniseKeys } from '../read/unknown-key';
import { nameOf, wordOf } from '../read/words';
import { describeTree, type Entry, entryOf, type Tree, type Word } from '../yaml/tree';
import { validateItems } from './validate-items';
import { validateParameters } from './validate-parameters';

const KEYS = ['inputs', 'params', 'layers'];

const BLOCKS = {
  what: '`blocks`',
  expected: 'a map from names to blocks',
  example: 'blocks: { unit: { layers: [...] } }',
  lone: 'unknown',
} as const;

/** `blocks:` of the file and its includes -> each block with its parameters and items, used or not. */
export function validateBlocks(
  trees: readonly (Tree | undefined)[],
  lets: Lets,
  report: Report,
): ReadonlyMap<string, BlockAst> {
  const entries = new Map<string, Entry>();
  for (const tree of trees) {
    if (!tree || tree.type === 'broken' || isNothing(tree)) continue;
    const named = readNamed(tree, BLOCKS, report);
    for (const entry of named?.entries ?? []) addOnce(entry, entries, report);
  }
  const names = new Set(entries.keys());
  return new Map([...entries].map(([key, entry]) => [key, validateBlock(entry, names, lets, report)]));
}

function addOnce(entry: Entry, entries: Map<string, Entry>, report: Report): void {
  const { key, keySpan } = entry;
  const other = entries.get(key);
  if (other) {
    const notes = [{ message: 'first declared here', span: other.keySpan }];
    report.add('names/clash', keySpan, { what: 'block', name: key, file: other.keySpan.source.file }, { notes });
    return;
  }
  // A block with errors is still declared, so that its uses are not reported as unknown.
  nameOf({ type: 'scalar', value: key, written: key, span: keySpan }, 'a block', report);
  entries.set(key, entry);
}

function validateBlock(
  { key, keySpan, value }: Entry,
  blocks: ReadonlySet<string>,
  lets: Lets,
  report: Report,
): BlockAst {
  const name = { text: key, span: keySpan };
  const broken: BlockAst = { name, inputs: undefined, parameters: new Map(), layers: [], broken: true };
  if (value.type === 'broken') return broken;
  if (value.type !== 'map') {
    const expected = 'a map with `params` and `layers`';
    report.add('schema/shape-of', value.span, { what: `block \`${key}\``, expected, found: describeTree(value) });
    return broken;
  }
  const known = recogniseKeys(value, KEYS, `block \`${key}\``, report);
  const inputs = validateInputNames(entryOf(known, 'inputs')?.value, report);
  const sizes = new Set(sizeNames(inputs?.map(({ text }) => text) ?? [INPUT]));
  const parameters = validateParameters(known, { lets, sizes }, report);
  const layers = entryOf(known, 'layers');
  if (layers?.value.type === 'broken') return broken;
  if (layers?.value.type !== 'list' || layers.value.items.length === 0) {
    report.add('schema/empty-layers', layers?.keySpan ?? keySpan, { in: `block \`${key}\`` });
    return broken;
  }
  const items = validateItems(layers.value, { report, parameters: namesIn(parameters, lets), sizes, blocks });
  return { name, inputs, parameters, layers: items, broken: nameProblem(key) !== undefined };
}

function namesIn(parameters: ReadonlyMap<string, ParameterAst>, { names }: Lets): ReadonlySet<string> {
  return new Set([...parameters.keys(), ...names]);
}

/** `inputs: [a, b]` of a block. */
function validateInputNames(tree: Tree | undefined, report: Report): readonly Word[] | undefined {
  if (!tree || tree.type === 'broken') return undefined;
  if (tree.type !== 'list' || tree.items.length === 0) {
    const expected = 'a list of names, such as `[left, right]`';
    report.add('schema/shape-of', tree.span, { what: '`inputs`', expected, found: describeTree(tree) });
    return undefined;
  }
  const words: Word[] = [];
  for (const item of tree.items) {
    const word = wordOf(item, 'an input', 'a name', report);
    const problem = word && nameProblem(word.text);
    const other = word && words.find(({ text }) => text === word.text);
    if (word && problem) report.add(problem, word.span, { name: word.text, what: 'an input' });
    else if (word && other) report.add('names/duplicate-input', word.span, { name: word.text });
    // An invalid name still counts, so that uses are not told a wrong number of inputs.
    if (word) words.push(word);
  }
  return words;
}
