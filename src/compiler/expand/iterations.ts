import { type Expression, isList, type ListValue, type Value } from '../../expression/ast';
import { formatValue } from '../../expression/evaluate';
import { rational } from '../../expression/rational';
import type { ValueId } from '../../graph/graph';
import type { BindingLocation } from '../../graph/locations';
import { overWords } from '../../schema/repeat';
import type { RepeatItem } from '../ast';
import { type Environment, extend, UNKNOWN, writtenAt } from '../environment';
import { evaluateValue } from '../read/parameter-value';
import { readRepeatSettings } from '../read/settings';
import { entryOf, itemPlaces, type Tree } from '../yaml/tree';
import type { Place } from './expansion';
import { withSizesAt } from './sizes';

/** The iterations of a repeat, each with the names that its layers can use. */
export interface Iterations {
  /** If not known: one, in which the layers are checked as far as they can be. */
  readonly count: number;
  /** False after a reported error, or where names have no values yet. */
  readonly known: boolean;
  /** The expression of the count, if it is one. */
  readonly times: Expression | undefined;
  names(iteration: number): Environment;
}

/** The iterations of a repeat that a value enters. */
export function iterationsOf(item: RepeatItem, input: ValueId, place: Place): Iterations {
  const names = withSizesAt([input], place);
  const iterations = item.over ? overList(item, item.over, names, place) : counted(item, names, place);
  if (iterations && iterations.count <= place.task.limits.layers) return { ...iterations, known: true };
  if (iterations)
    place.expansion.tooMany(item.over?.span ?? entryOf(item.settings, 'times')?.value.span ?? item.word.span);
  return { count: 1, known: false, times: undefined, names: item.over ? () => UNKNOWN : counterIn(item, place) };
}

type Found = Omit<Iterations, 'known'>;

function counterIn({ names: [counter] }: RepeatItem, { parameters }: Place): Iterations['names'] {
  if (!counter) return () => parameters;
  return (iteration) => extend(parameters, new Map([[counter.text, rational(BigInt(iteration))]]));
}

function counted(item: RepeatItem, names: Environment, place: Place): Found | undefined {
  const {
    uses,
    task: { report },
  } = place;
  const context = { report, titleSpan: item.word.span, names, uses };
  const section = readRepeatSettings(item.settings, context);
  const count = section?.values.times;
  return count === undefined
    ? undefined
    : { count, times: section?.symbols.get('times'), names: counterIn(item, place) };
}

/** One iteration for each item of a list; with several names, each item must be a list with a part for each name. */
function overList(
  { names: words }: RepeatItem,
  tree: Tree,
  names: Environment,
  { parameters, uses, task: { report } }: Place,
): Found | undefined {
  const evaluated = evaluateValue(tree, names, report, uses);
  if (!evaluated) return undefined;
  const { value: items, expression } = evaluated;
  const places = itemPlaces(tree) ?? (expression && writtenAt(expression, names)?.items) ?? [];
  if (!isList(items)) {
    report.add('schema/shape-of', tree.span, { ...overWords, found: formatValue(items) }, { uses });
    return undefined;
  }
  const title = expression?.type === 'name' ? expression.name : 'over';
  const wrong = words.length > 1 ? items.findIndex((item) => !hasParts(item, words.length)) : -1;
  const found = lengthOfAll(items);
  const [first, last] = [words[0], words.at(-1)];
  if (wrong === 0 && found !== undefined && items.length > 1 && first && last) {
    const args = {
      what: '`as`',
      expected: `a list of ${found} names, as items of \`${title}\` have ${found} parts`,
      found: `a list of ${words.length}`,
    };
    report.add('schema/shape-of', { ...first.span, end: last.span.end }, args, {
      uses,
      help: `name all parts of ${formatValue(items[0] as Value)}`,
    });
    return undefined;
  }
  if (wrong >= 0) {
    const args = {
      what: `item ${wrong + 1} of \`over\``,
      expected: `a list of ${words.length}, for ${words.map(({ text }) => `\`${text}\``).join(', ')}`,
      found: formatValue(items[wrong] as Value),
    };
    report.add('schema/shape-of', places[wrong]?.span ?? tree.span, args, {
      uses,
      help: isList(items[wrong] as Value) ? undefined : COUNTED,
    });
    return undefined;
  }
  return {
    count: items.length,
    times: undefined,
    names: (iteration) => {
      const parts = words.length > 1 ? (items[iteration] as ListValue) : [items[iteration] as Value];
      const values = new Map(words.map(({ text }, index) => [text, parts[index] as Value]));
      const place = places[iteration] ?? { span: tree.span };
      const item = `item ${iteration + 1} of \`${title}\``;
      const at = ({ text: name }: { readonly text: string }, index: number): [string, BindingLocation] => {
        const { span, items: inner } = (words.length > 1 ? place.items?.[index] : undefined) ?? place;
        return [name, { span, type: 'let', name, uses, item, items: inner }];
      };
      return extend(parameters, values, new Map(words.map(at)));
    },
  };
}

/** For those who want the number of the iteration beside its item. */
const COUNTED =
  'these names are parts of an item; for its number, name the list in `let` and write `times: "${len(list)}"`, `as: i` and `list[i]`';

/** The length that all items have, if they are lists of the same length. */
function lengthOfAll(items: ListValue): number | undefined {
  const lengths = new Set(items.map((item) => (isList(item) ? item.length : undefined)));
  return lengths.size === 1 ? [...lengths][0] : undefined;
}

function hasParts(item: Value, count: number): boolean {
  return isList(item) && item.length === count;
}
