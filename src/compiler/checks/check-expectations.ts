import type { Fix } from '../../diagnostics/diagnostic';
import { type ArgumentsOf, messages } from '../../diagnostics/messages';
import { both, count, formatShape, quote } from '../../diagnostics/messages/words';
import { replacement } from '../../diagnostics/replacement';
import type { Details, Report, Use } from '../../diagnostics/report';
import { type Span, textOf } from '../../diagnostics/source';
import { axes } from '../../dimensions/axis';
import { type Shape, valuesOf } from '../../dimensions/dimension';
import { explainDimension, explainSizes } from '../../dimensions/explain-dimension';
import { type Node, nodesFor, outputsIn, type ValueId } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import { usedNodes } from '../../graph/unread';
import { type Cost, sharedWeightsFit, sumNodes } from '../../graph/weights';
import { modelExpectFields } from '../../schema/expect';
import type { ModelExpectAst } from '../ast';
import type { Expectation } from '../expand/expansion';
import type { Scope } from '../expand/scope';
import type { Section } from '../read/read-section';
import { readItemExpect, readModelExpect } from '../read/settings';
import { describeTree, type Entry, isExpression, type MapTree, type Tree } from '../yaml/tree';
import { explainCount } from './explain-count';

/** Whether the `let` values are those of the files, and which expectations were not checked because they are not. */
interface Comparisons {
  readonly report: Report;
  readonly asWritten: boolean;
  readonly unchecked: Span[];
  readonly wrong: WrongExpectation[];
  /** The nodes of the model. */
  readonly used: ReadonlySet<ValueId>;
}

interface WrongExpectation {
  readonly span: Span;
  readonly args: ArgumentsOf<'expect/value'>;
  readonly details: Details;
}

/**
 * Compares every `expect` of the file with the inferred values. Unknown values are ignored, since their cause is reported.
 * Plain numbers refer to the `let` values as written: if the command line changed one, only expressions are checked. Returns
 * those that were not checked, once for each use of a block.
 */
export function checkExpectations(
  graph: TypedGraph,
  { items, model }: { readonly items: readonly Expectation[]; readonly model: ModelExpectAst | undefined },
  { names, asWritten }: { readonly names: Scope; readonly asWritten: boolean },
  report: Report,
): readonly Span[] {
  const comparisons: Comparisons = { report, asWritten, unchecked: [], wrong: [], used: usedNodes(graph) };
  for (const expectation of items) checkItem(graph, expectation, comparisons);
  if (model) checkModel(graph, model, names, comparisons);
  reportWrong(comparisons);
  return comparisons.unchecked;
}

/** More wrong places than this probably have one cause. */
const MAXIMUM_NAMED = 3;

/** Reports each one; if there are many, only the first, which is nearest to the cause, with the others as notes and one fix for all. */
function reportWrong({ wrong, report }: Comparisons): void {
  const placeOf = ({ span }: WrongExpectation): string => `${span.source.file} ${span.start}`;
  const byPlace = new Map<string, WrongExpectation>();
  for (const each of wrong) if (!byPlace.has(placeOf(each))) byPlace.set(placeOf(each), each);
  const places = [...byPlace.values()];
  const [first, ...others] = places;
  if (!first || others.length < MAXIMUM_NAMED) {
    for (const { span, args, details } of wrong) report.add('expect/value', span, args, details);
    return;
  }
  const named = others
    .slice(0, MAXIMUM_NAMED)
    .map(({ span, args }) => ({ message: messages['expect/value'](args).text, span }));
  const rest = others.length - named.length;
  const more = rest > 0 ? [{ message: `${rest} more are wrong, probably for the same reason` }] : [];
  for (const { span, args, details } of wrong.filter((each) => placeOf(each) === placeOf(first)))
    report.add('expect/value', span, args, {
      ...details,
      notes: [...(details.notes ?? []), ...named, ...more],
      fixes: together(
        places.flatMap((each) => each.details.fixes ?? []),
        places.length,
      ),
    });
}

/** One fix that makes all of some; none if not all places have one. */
function together(fixes: readonly Fix[], places: number): readonly Fix[] {
  const [first] = fixes;
  if (!first || fixes.length < places) return [];
  const certainty = fixes.some((fix) => fix.certainty === 'contract') ? 'contract' : first.certainty;
  const title = `${first.title}, and what was found in ${places - 1} other places`;
  return [{ title, certainty, edits: fixes.flatMap(({ edits }) => edits) }];
}

/** Contracts of a model; shapes are declarations instead. */
const counts: ReadonlySet<string> = new Set([...Object.keys(modelExpectFields), 'macs', 'parameters']);

/** A declared number, or list of sizes, and the actual one. */
interface Numbers {
  readonly declared: string;
  readonly inferred: string;
}

/** Compares such numbers; the notes say where the actual one comes from. */
type Compare = (key: string, tree: Tree, numbers: Numbers, why: Pick<Details, 'notes' | 'goal' | 'help'>) => void;

function comparing(of: string, comparisons: Comparisons, uses: readonly Use[] = []): Compare {
  return (key, tree, { declared, inferred }, why) => {
    if (isLeftOut(tree, comparisons) || declared === inferred) return;
    const { span } = tree;
    const help = `write \`${inferred}\``;
    // An expression may be right for other uses, so it is not replaced.
    const fixes = textOf(span).includes('${')
      ? []
      : [replacement(span, inferred, counts.has(key) ? 'contract' : 'certain')];
    comparisons.wrong.push({ span, args: { of, key, declared, inferred }, details: { uses, fixes, help, ...why } });
  };
}

function isLeftOut(tree: Tree, comparisons: Comparisons): boolean {
  if (comparisons.asWritten || isExpression(tree)) return false;
  comparisons.unchecked.push(tree.span);
  return true;
}

function checkItem(
  graph: TypedGraph,
  { of, tree, value, firstNode, afterLastNode, parameters, uses }: Expectation,
  comparisons: Comparisons,
): void {
  const { report } = comparisons;
  const section = readItemExpect(tree, { report, titleSpan: tree.span, names: parameters, uses });
  const output = graph.typings.get(value)?.output;
  const nodes = graph.nodes.slice(firstNode, afterLastNode);
  if (!section || !output || !nodes.every(({ id }) => graph.typings.has(id))) return;
  const compare = comparing(of, comparisons, uses);
  compareShape(section, { value, output }, compare, (key, { span }) => {
    report.add(
      'expect/not-there',
      span,
      { of, key, found: formatShape(valuesOf(output)), axes: output.map(({ axis }) => axis) },
      { uses },
    );
  });
  compareCounts(section, { graph, nodes, used: comparisons.used, ofModel: false }, compare);
}

/** A value and its shape. */
interface Typed {
  readonly value: ValueId;
  readonly output: Shape;
}

function compareShape(
  section: Section,
  { value, output }: Typed,
  compare: Compare,
  notThere: (key: string, tree: Tree) => void,
): void {
  for (const key of axes) {
    const tree = section.trees.get(key);
    const dimension = output.find(({ axis }) => axis === key);
    if (!tree) continue;
    if (!dimension) {
      notThere(key, tree);
      continue;
    }
    const declared = Number(section.values[key]);
    const goal = { value, sizes: [{ axis: key, size: declared }] };
    const numbers = { declared: String(declared), inferred: String(dimension.value) };
    compare(key, tree, numbers, { notes: explainDimension(dimension, key), goal });
  }
  const shape = section.trees.get('shape');
  if (!shape) return;
  compareSizes(shape, section.values.shape as readonly number[], { value, output }, compare);
}

/** Compares a list of sizes. Only those that differ are explained. */
function compareSizes(tree: Tree, declared: readonly number[], { value, output }: Typed, compare: Compare): void {
  const alike = declared.length === output.length;
  const different = output.filter((size, index) => !alike || size.value !== declared[index]);
  const sizes = output.map(({ axis }, index) => ({ axis, size: declared[index] ?? 0 }));
  const why = { notes: explainSizes(different), goal: alike ? { value, sizes } : undefined };
  compare('shape', tree, { declared: list(declared), inferred: list(valuesOf(output)) }, why);
}

/** Nodes whose counts are declared, by the model or by an item, which cannot declare `trainable`. */
interface CountedNodes extends Pick<Comparisons, 'used'> {
  readonly graph: TypedGraph;
  readonly nodes: readonly Node[];
  readonly ofModel: boolean;
}

function compareCounts(
  { trees, values }: { readonly trees: Section['trees']; readonly values: Readonly<Record<string, unknown>> },
  { graph, nodes, used, ofModel }: CountedNodes,
  compare: Compare,
): void {
  if (!nodes.every((node) => sharedWeightsFit(graph, node))) return;
  const found = sumNodes(graph, nodes);
  for (const key of Object.keys(found) as (keyof Cost)[]) {
    const tree = trees.get(key);
    if (!tree || values[key] === found[key]) continue;
    const numbers = { declared: String(values[key]), inferred: String(found[key]) };
    const other = key === 'trainable' ? undefined : otherCount(key, values[key], found, ofModel);
    const hints = [...(other ? [other.note] : []), ...unreadAmong(nodes, used)];
    compare(key, tree, numbers, {
      notes: [...explainCount(graph, nodes, key), ...hints.map((message) => ({ message }))],
      ...(other?.help !== undefined && { help: other.help }),
    });
  }
}

/** What else a declared count is: one without statistics, which a model can declare, or operations instead of multiply-accumulates. */
function otherCount(
  key: 'parameters' | 'macs',
  declared: unknown,
  found: Cost,
  ofModel: boolean,
): { readonly note: string; readonly help?: string } | undefined {
  if (key === 'parameters' && declared === found.trainable)
    return {
      note: `${declared} are trainable: \`parameters\` counts statistics of norms and frozen weights too`,
      ...(ofModel && { help: `write \`trainable: ${declared}\`, or \`parameters: ${found.parameters}\`` }),
    };
  if (key === 'macs' && declared === 2 * found.macs)
    return { note: `${declared} are floating-point operations, two for each multiply-accumulate` };
  return undefined;
}

/** Some layers that count nothing: the warning about them is not shown beside an error. */
function unreadAmong(nodes: readonly Node[], used: ReadonlySet<ValueId>): readonly string[] {
  const unread = nodes.filter(({ id }) => !used.has(id)).map(({ name }) => quote(name));
  const [first, ...others] = unread;
  if (first === undefined) return [];
  const which = others.length === 0 ? first : both([first, count(others.length, 'other')]);
  return [`no output depends on ${which}, so ${others.length === 0 ? 'it counts' : 'they count'} nothing`];
}

function checkModel(graph: TypedGraph, model: ModelExpectAst, names: Scope, comparisons: Comparisons): void {
  const { counts, inference, shapes } = model;
  const all = new Set(graph.nodes.map(({ id }) => id));
  checkCounts(graph, { of: 'the model', key: 'expect', tree: counts, nodes: all }, model, comparisons);
  const needed = nodesFor(graph, outputsIn(graph, 'inference'));
  const outside = { of: 'the model at inference', key: 'inference', nodes: needed } as const;
  if (inference) checkCounts(graph, { ...outside, tree: inference }, model, comparisons);
  for (const entry of shapes?.entries ?? []) checkShape(graph, entry, names, comparisons);
}

/** A part of the model with declared counts. */
interface Counted {
  /** The part's description in messages. */
  readonly of: string;
  readonly key: 'expect' | 'inference';
  readonly tree: MapTree;
  readonly nodes: ReadonlySet<ValueId>;
}

function checkCounts(
  graph: TypedGraph,
  { of, key, tree, nodes }: Counted,
  { lets }: ModelExpectAst,
  comparisons: Comparisons,
): void {
  const place = { report: comparisons.report, titleSpan: tree.span, names: lets };
  const section = readModelExpect(tree, key, place);
  const kept = graph.nodes.filter(({ id }) => nodes.has(id));
  if (section && graph.complete && kept.every(({ id }) => graph.typings.has(id)))
    compareCounts(section, { graph, nodes: kept, used: comparisons.used, ofModel: true }, comparing(of, comparisons));
}

function checkShape(graph: TypedGraph, { key, keySpan, value }: Entry, names: Scope, comparisons: Comparisons): void {
  // With other values the named layer may be left out.
  if (isLeftOut(value, comparisons)) return;
  const { report } = comparisons;
  const id = names.resolve({ text: key, span: keySpan }, '', report, []);
  const output = graph.typings.get(id)?.output;
  const written = value.type === 'list' ? value.items : [];
  const sizes = written.flatMap((item) => (item.type === 'scalar' && isSize(item.value) ? [item.value] : []));
  if (sizes.length > 0 && sizes.length === written.length) {
    if (output) compareSizes(value, sizes, { value: id, output }, comparing(`\`${key}\``, comparisons));
    return;
  }
  const expected = 'a list of sizes, such as `[height, width, channels]`';
  report.add('schema/value', value.span, { key, expected, found: describeTree(value) });
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) > 0;
}

function list(sizes: readonly number[]): string {
  return `[${sizes.join(', ')}]`;
}
