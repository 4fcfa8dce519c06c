import { type Code, warningCodes } from '../../diagnostics/messages';
import type { Report } from '../../diagnostics/report';
import { guessWord } from '../../schema/guess-word';
import { inputFields } from '../../schema/input';
import { trainChoices, trainFields } from '../../schema/train';
import { topLevelKeys } from '../../schema/words';
import type { ModelExpectAst, SpecAst } from '../ast';
import { type Environment, sizeNames } from '../environment';
import type { ItemContext } from '../read/item-context';
import { readModelExpect } from '../read/settings';
import { indentKeys, recogniseKeys } from '../read/unknown-key';
import { knownVersion, misspeltVersion } from '../read/version';
import { wordOf } from '../read/words';
import { describeTree, type Entry, entryOf, type MapTree, type Tree } from '../yaml/tree';
import { settleInputKey } from './settle-input-key';
import { validateBlocks } from './validate-blocks';
import { validateInputs } from './validate-input';
import { validateItems } from './validate-items';
import { type Settings, validateLets } from './validate-lets';
import { validateTrain } from './validate-train';

/** The context of a spec: its included files, and `--set` on the command line. */
export interface Surroundings {
  readonly included: readonly MapTree[];
  /** Values that the spec passes to its includes, by name. */
  readonly given: ReadonlyMap<string, Entry>;
  readonly settings: Settings;
}

/** Tree -> syntax tree of a spec. Afterwards every key is known, and every value without expressions has been checked. */
export function validateSpec(tree: Tree, surroundings: Surroundings, report: Report): SpecAst | undefined {
  if (tree.type === 'broken') return undefined;
  if (tree.type !== 'map') {
    report.add('schema/not-a-spec', tree.span, { found: describeTree(tree) });
    return undefined;
  }
  if (!knownVersion(tree, report)) return undefined;
  const known = readKeys(tree, report);
  // An unknown key is probably a missing one under another name: one mistake, one error.
  const mayMiss = known.unknown > 0;
  return validateKeys(known.tree, { ...surroundings, mayMiss }, report);
}

/** Known keys only, and how many others there were; misspelt and wrongly indented keys are moved where they were meant to be. */
function readKeys(tree: MapTree, report: Report): { readonly tree: MapTree; readonly unknown: number } {
  const version = misspeltVersion(tree);
  const others = { ...tree, entries: tree.entries.filter((entry) => entry !== version) };
  const input = [...Object.keys(inputFields), 'preprocess'];
  const train = [...Object.keys(trainFields), ...trainChoices];
  const indented = indentKeys(indentKeys(others, 'input', input, report), 'train', train, report);
  const settled = settleInputKey(indented, report);
  const known = recogniseKeys(settled, topLevelKeys, 'the spec', report, holderOfAnchors);
  return { tree: known, unknown: settled.entries.length - known.entries.length };
}

function validateKeys(
  tree: MapTree,
  { included, given, settings, mayMiss }: Surroundings & { readonly mayMiss: boolean },
  report: Report,
): SpecAst {
  // Included files come before the file that includes them.
  const trees = [...included, tree];
  const lets = validateLets(
    included.map((file) => entryOf(file, 'let')?.value),
    entryOf(tree, 'let')?.value,
    { given, settings },
    report,
  );
  const blocks = validateBlocks(
    trees.map((file) => entryOf(file, 'blocks')?.value),
    lets,
    report,
  );
  const train = entryOf(tree, 'train');
  const inputs = mayMiss && !hasInput(tree) ? [] : validateInputs(tree, lets.values, report);
  const sizes = new Set(sizeNames(inputs.map(({ name }) => name)));
  return {
    name: textOf(tree, 'name', report) ?? 'model',
    description: textOf(tree, 'description', report),
    inputs,
    lets: lets.values,
    changed: lets.changed,
    blocks,
    layers:
      mayMiss && !entryOf(tree, 'layers')
        ? []
        : validateLayers(tree, { report, parameters: lets.names, sizes, blocks: new Set(blocks.keys()) }),
    expect: validateModelExpect(entryOf(tree, 'expect')?.value, lets.values, report),
    allow: validateAllow(entryOf(tree, 'allow')?.value, report),
    train: train && validateTrain(train, lets.values, report),
  };
}

/** For a key that only holds values with anchors, as other formats allow. */
function holderOfAnchors({ key, keySpan, value }: Entry): string | undefined {
  const text = keySpan.source.text.slice(keySpan.end, Math.max(value.span.end, keySpan.end));
  const hasAnchor = /(?:^|[\s:[{,])&[\w-]+\s/.test(text);
  return hasAnchor || /^(?:x-|\.|_)/.test(key)
    ? 'remove it: put the anchor where the value is first used, or the value into `let`'
    : undefined;
}

function hasInput(tree: MapTree): boolean {
  return entryOf(tree, 'input') !== undefined || entryOf(tree, 'inputs') !== undefined;
}

function reportMissing(tree: MapTree, key: string, expected: string, report: Report): void {
  report.add('schema/missing', tree.entries[0]?.keySpan ?? tree.span, { key, in: 'the spec', expected });
}

function textOf(tree: MapTree, key: 'name' | 'description', report: Report): string | undefined {
  const value = entryOf(tree, key)?.value;
  if (!value || value.type === 'broken') return undefined;
  const limit = key === 'name' ? 200 : 10_000;
  if (
    value.type === 'scalar' &&
    typeof value.value === 'string' &&
    value.value.trim() !== '' &&
    value.value.length <= limit
  )
    return value.value;
  report.add('schema/value', value.span, {
    key,
    expected: `a text of at most ${limit} characters`,
    found: describeTree(value),
  });
  return undefined;
}

function validateLayers(tree: MapTree, context: ItemContext): SpecAst['layers'] {
  const { report } = context;
  const entry = entryOf(tree, 'layers');
  if (!entry) {
    reportMissing(tree, 'layers', 'the list of layers', report);
    return [];
  }
  const { value } = entry;
  if (value.type === 'broken') return [];
  if (value.type === 'list' && value.items.length > 0) return validateItems(value, context);
  const nothing = value.type === 'list' || (value.type === 'scalar' && value.value === null);
  if (nothing) report.add('schema/empty-layers', entry.keySpan, { in: 'the spec' });
  else
    report.add('schema/shape-of', value.span, {
      what: '`layers`',
      expected: 'a list, each item starting with `- `',
      found: describeTree(value),
    });
  return [];
}

function validateModelExpect(tree: Tree | undefined, lets: Environment, report: Report): ModelExpectAst | undefined {
  if (!tree || tree.type === 'broken') return undefined;
  if (tree.type !== 'map') {
    report.add('schema/shape-of', tree.span, {
      what: '`expect`',
      expected: 'a map, such as `{ parameters: 97298 }`',
      found: describeTree(tree),
    });
    return undefined;
  }
  const place = { report, titleSpan: tree.span, names: lets };
  readModelExpect(tree, 'expect', place);
  const inference = mapIn(tree, 'inference', 'a map, such as `{ parameters: 97298 }`', report);
  const shapes = mapIn(tree, 'shapes', 'a map from names to sizes, such as `{ conv1: [24, 24, 10] }`', report);
  if (inference) readModelExpect(inference, 'inference', place);
  return { counts: tree, lets, inference, shapes };
}

function mapIn(tree: MapTree, key: string, expected: string, report: Report): MapTree | undefined {
  const value = entryOf(tree, key)?.value;
  if (!value || value.type === 'broken') return undefined;
  if (value.type === 'map') return value;
  report.add('schema/shape-of', value.span, { what: `\`${key}\``, expected, found: describeTree(value) });
  return undefined;
}

/** `allow:` -> the codes of warnings to switch off. */
function validateAllow(tree: Tree | undefined, report: Report): ReadonlySet<Code> {
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
