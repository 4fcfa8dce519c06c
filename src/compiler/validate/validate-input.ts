import type { Report } from '../../diagnostics/report';
import { type Axis, axes, axesOfRank, formAxes, forms } from '../../dimensions/axis';
import { inputFields } from '../../schema/input';
import { preprocessFields } from '../../schema/preprocess';
import { INPUT } from '../../schema/words';
import type { InputAst } from '../ast';
import type { Environment } from '../environment';
import { readSection } from '../read/read-section';
import { nameOf } from '../read/words';
import { describeTree, type Entry, entryOf, type MapTree } from '../yaml/tree';
import { warnAboutChannelsFirst, warnAboutScale } from './warn-input';

/** `input:`, or `inputs:` with several by name; empty if they could not be read. */
export function validateInputs(spec: MapTree, lets: Environment, report: Report): readonly InputAst[] {
  const single = entryOf(spec, 'input');
  const several = entryOf(spec, 'inputs');
  if (single && several) report.add('schema/input-twice', several.keySpan, {});
  if (single) return [validateInput(INPUT, single, lets, report)];
  if (!several) {
    const expected = 'the size of what goes in, such as `{ height: 28, width: 28, channels: 1 }`';
    report.add('schema/missing', spec.entries[0]?.keySpan ?? spec.span, { key: 'input', in: 'the spec', expected });
    return [];
  }
  const { value } = several;
  if (value.type === 'map' && value.entries.length > 0) {
    return value.entries.map((entry) => validateNamedInput(entry, lets, report));
  }
  if (value.type !== 'broken') {
    const expected = 'a map from names to sizes, such as `{ left: { features: 10 }, right: { features: 4 } }`';
    report.add('schema/shape-of', value.span, { what: '`inputs`', expected, found: describeTree(value) });
  }
  return [];
}

function validateNamedInput(entry: Entry, lets: Environment, report: Report): InputAst {
  const { key, keySpan } = entry;
  nameOf({ type: 'scalar', value: key, written: key, span: keySpan }, 'an input', report);
  return validateInput(key, entry, lets, report);
}

/** One input -> its sizes, empty if they are wrong, and the preprocessing as lists. */
function validateInput(name: string, { keySpan, value }: Entry, lets: Environment, report: Report): InputAst {
  const unknown: InputAst = { name, shape: [], axes: [], span: keySpan, preprocess: undefined };
  if (value.type === 'broken') return unknown;
  const title = `\`${name}\``;
  if (value.type !== 'map') {
    const expected = 'a map, such as `{ height: 28, width: 28, channels: 1 }`';
    report.add('schema/shape-of', value.span, { what: title, expected, found: describeTree(value) });
    return unknown;
  }
  const context = { report, title, titleSpan: keySpan, names: lets };
  const section = readSection(inputFields, value, { ...context, otherKeys: ['preprocess'] });
  if (!section) return unknown;
  const sizes = sizesOf(section.values);
  const known = new Set(section.trees.values());
  if (!sizes) {
    // An unknown key, which was reported, is probably the missing size.
    if (value.entries.some(({ value: tree, key }) => key !== 'preprocess' && !known.has(tree))) return unknown;
    report.add('schema/input-form', keySpan, {
      name,
      found: Object.entries(section.values).flatMap(([key, size]) => (size === undefined ? [] : key)),
    });
    return unknown;
  }
  const preprocess = validatePreprocess(value, sizes.shape.at(-1) ?? 1, lets, report);
  const input = { name, ...sizes, span: keySpan, preprocess };
  warnAboutChannelsFirst(input, report);
  return input;
}

type Sizes = { readonly [A in Axis]?: number | undefined } & { readonly shape: readonly number[] | undefined };

/** The sizes with their axes if they are complete and of one form; otherwise undefined. */
function sizesOf({ shape, ...named }: Sizes): Pick<InputAst, 'shape' | 'axes'> | undefined {
  const written = axes.filter((axis) => named[axis] !== undefined);
  if (shape) return written.length === 0 ? { shape, axes: axesOfRank(shape.length) } : undefined;
  const form = forms.find((each) => isSame(formAxes[each], written));
  return form && { shape: formAxes[form].flatMap((axis) => named[axis] ?? []), axes: formAxes[form] };
}

function isSame(of: readonly Axis[], written: readonly Axis[]): boolean {
  return of.length === written.length && of.every((axis) => written.includes(axis));
}

function validatePreprocess(
  input: MapTree,
  channels: number,
  lets: Environment,
  report: Report,
): InputAst['preprocess'] {
  const entry = entryOf(input, 'preprocess');
  if (!entry || entry.value.type === 'broken') return undefined;
  if (entry.value.type !== 'map') {
    const expected = 'a map, such as `{ mean: 0.1307, std: 0.3081 }`';
    report.add('schema/shape-of', entry.value.span, {
      what: '`preprocess`',
      expected,
      found: describeTree(entry.value),
    });
    return undefined;
  }
  const section = readSection(preprocessFields, entry.value, {
    report,
    title: '`preprocess`',
    titleSpan: entry.keySpan,
    names: lets,
  });
  if (!section) return undefined;
  const { mean, std } = section.values;
  for (const [key, value] of Object.entries({ mean, std })) {
    if (typeof value === 'number' || value.length === channels) continue;
    const span = section.trees.get(key)?.span ?? entry.keySpan;
    report.add('schema/preprocess-length', span, { key, found: value.length, channels });
    return undefined;
  }
  const listOf = (value: number | readonly number[]) => (typeof value === 'number' ? [value] : value);
  const lists = { mean: listOf(mean), std: listOf(std) };
  for (const key of ['mean', 'std'] as const) {
    const tree = section.trees.get(key);
    if (tree) warnAboutScale(key, lists[key], tree.span, report);
  }
  return lists;
}
