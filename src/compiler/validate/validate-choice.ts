import type { Report } from '../../diagnostics/report';
import type { Choice, ChoiceTable } from '../../schema/choice';
import type { Fields } from '../../schema/field';
import { type Guess, type Misspelt, NOTHING } from '../../schema/guess';
import { readCall } from '../../schema/guess-call';
import { guessValue, translateKey } from '../../schema/guess-foreign';
import { trainChoices, trainFields } from '../../schema/train';
import type { Environment } from '../environment';
import { readSection } from '../read/read-section';
import { reportChoice } from '../read/unknown-word';
import { describeTree, type Entry, entryOf, type MapTree, plainText, type Tree } from '../yaml/tree';

/** A setting of `train` that is a word, possibly with its own settings. */
export interface ChoiceRule<T extends ChoiceTable> {
  readonly key: 'loss' | 'optimizer' | 'schedule';
  readonly table: T;
  /** The default word. */
  readonly standard: keyof T & string;
}

/** The choice, and where its settings are written. */
export interface ChosenWord<T> {
  readonly choice: T;
  readonly trees: ReadonlyMap<string, Tree>;
}

/** A word, or a map with the word as its only key and settings below it. */
export function validateChoice<T extends ChoiceTable>(
  train: MapTree,
  { key, table, standard }: ChoiceRule<T>,
  lets: Environment,
  report: Report,
): ChosenWord<Choice<T>> | undefined {
  const tree = entryOf(train, key)?.value;
  const chosen = tree
    ? readChoice(tree, key, table as Readonly<Record<keyof T & string, Fields>>, report)
    : { word: standard, span: train.span, settings: undefined };
  if (!chosen) return undefined;
  const { word, span, settings } = chosen;
  const explainKey = (entry: Entry): boolean => explainPlainSetting(entry, word, report);
  const context = { report, title: `\`${word}\``, titleSpan: span, names: lets, explainKey };
  const section = readSection<T[keyof T & string]>(table[word], settings, context);
  return section && { choice: { type: word, ...section.values } as Choice<T>, trees: section.trees };
}

/** True if the key belongs to `train` itself. */
function explainPlainSetting({ key, keySpan }: Entry, word: string, report: Report): boolean {
  const known = [...Object.keys(trainFields), ...trainChoices];
  const meant = known.includes(key) ? key : translateKey({ text: key, span: keySpan }, known);
  if (meant === undefined) return false;
  report.add('train/too-deep', keySpan, { key, word, meant });
  return true;
}

/** A number is probably the first setting. */
function exampleOf(word: string, fields: Fields | undefined, value: Tree): string | undefined {
  const [first] = Object.keys(fields ?? {});
  const number = value.type === 'scalar' && typeof value.value === 'number' ? value.value : undefined;
  return first === undefined || number === undefined ? undefined : `write \`${word}: { ${first}: ${number} }\``;
}

/** `Adam(lr=0.001)` as a map. */
function helpForCall(
  { text, span }: Misspelt,
  {
    key,
    table,
    known,
  }: { readonly key: string; readonly table: Readonly<Record<string, Fields>>; readonly known: readonly string[] },
): string | undefined {
  const call = readCall(text);
  const meant =
    call && (known.find((one) => one === call.name) ?? guessValue({ text: call.name, span }, known, key).guess);
  if (!call || meant === undefined) return undefined;
  const fields = Object.keys(table[meant] ?? {});
  const settings = call.inner.split(',').flatMap((part) => {
    const [, name = '', value] = /^\s*(\w+)\s*=\s*([\w.+-]+)\s*$/.exec(part) ?? [];
    const setting = fields.includes(name) ? name : translateKey({ text: name, span }, fields);
    return setting === undefined || value === undefined ? [] : [`${setting}: ${value}`];
  });
  return `write \`${key}: ${settings.length === 0 ? meant : `{ ${meant}: { ${settings.join(', ')} } }`}\``;
}

/** `{ digit: softmax_cross_entropy }`: the same word for an output. */
function helpForOutputs(key: string, value: Tree | undefined, known: readonly string[]): string | undefined {
  const word = value && plainText(value);
  return word !== undefined && known.includes(word)
    ? `write \`${key}: ${word}\`: it is for all outputs, and \`loss_weight\` of an \`output\` weighs its loss`
    : undefined;
}

/** The word of `{ type: adam, learning_rate: 0.001 }`. */
function wordUnder({ entries }: MapTree, known: readonly string[], key: string): Guess | undefined {
  const named = entries.find((entry) => WORD_KEYS.includes(entry.key));
  const text = named && plainText(named.value);
  if (named === undefined || text === undefined) return undefined;
  return known.includes(text) ? { guess: text, fixes: [] } : guessValue({ text, span: named.value.span }, known, key);
}

const WORD_KEYS = ['type', 'name', 'kind', 'algorithm', 'class', 'class_name'];

/** The word and the map below it; undefined if an error was reported. */
function readChoice<W extends string>(tree: Tree, key: string, table: Readonly<Record<W, Fields>>, report: Report) {
  const known = Object.keys(table) as W[];
  if (tree.type === 'broken') return undefined;
  const [entry, other] = tree.type === 'map' ? tree.entries : [];
  const text =
    tree.type === 'scalar' && typeof tree.value === 'string'
      ? tree.value
      : entry && !other && !WORD_KEYS.includes(entry.key)
        ? entry.key
        : undefined;
  const span = entry?.keySpan ?? tree.span;
  if (text === undefined) {
    const meant = tree.type === 'map' ? wordUnder(tree, known, key) : undefined;
    const several =
      tree.type === 'map' ? tree.entries.filter(({ key: word }) => known.some((one) => one === word)) : [];
    const help =
      meant?.guess !== undefined
        ? `write it as the key: \`${key}: { ${meant.guess}: { ... } }\``
        : several.length > 1
          ? `keep one of ${several.map(({ key: word }) => `\`${word}\``).join(' and ')}`
          : meant?.help;
    const expected = `one of ${known.map((name) => `\`${name}\``).join(', ')}, by itself or with its settings below it`;
    report.add('schema/shape-of', tree.span, { what: `\`${key}\``, expected, found: describeTree(tree) }, { help });
    return undefined;
  }
  const word = known.find((one) => one === text);
  const value = entry?.value;
  if (!word) {
    const help = helpForCall({ text, span }, { key, table, known }) ?? helpForOutputs(key, value, known);
    const guess = help === undefined ? guessValue({ text, span }, known, key) : { ...NOTHING, help };
    reportChoice({ text, span }, guess, { known, what: key }, report);
    return undefined;
  }
  if (value && value.type !== 'map' && !(value.type === 'scalar' && value.value === null)) {
    if (value.type !== 'broken')
      report.add(
        'schema/shape-of',
        value.span,
        {
          what: `\`${word}\``,
          expected: 'a map of settings',
          found: describeTree(value),
        },
        { help: exampleOf(word, table[word], value) },
      );
    return undefined;
  }
  return { word, span, settings: value?.type === 'map' ? value : undefined };
}
