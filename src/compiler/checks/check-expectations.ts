import type { Note } from '../../diagnostics/diagnostic';
import { type ArgumentsOf, messages } from '../../diagnostics/messages';
import { formatShape } from '../../diagnostics/messages/words';
import { replacement } from '../../diagnostics/replacement';
import type { Details, Report, Use } from '../../diagnostics/report';
import { type Span, textOf } from '../../diagnostics/source';
import { axes } from '../../dimensions/axis';
import { type Shape, valuesOf } from '../../dimensions/dimension';
import { explainDimension } from '../../dimensions/explain-dimension';
import { nodesFor, outputsIn, type ValueId } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import { type Cost, sumNodes } from '../../graph/weights';
import { modelExpectFields } from '../../schema/expect';
import type { ModelExpectAst } from '../ast';
import type { Expectation } from '../expand/expectation';
import type { Scope } from '../expand/scope';
import type { Section } from '../read/read-section';
import { readItemExpect, readModelExpect } from '../read/settings';
import { describeTree, type Entry, isExpression, type MapTree, type Tree } from '../yaml/tree';

/** Whether the `let` values are those of the files, and how many expectations were not checked because they are not. */
interface Holding {
  readonly report: Report;
  readonly asWritten: boolean;
  unchecked: number;
  readonly wrong: WrongExpectation[];
}

interface WrongExpectation {
  readonly span: Span;
  readonly args: ArgumentsOf<'expect/value'>;
  readonly details: Details;
}

/**
 * Compares every `expect` of the file with the inferred values. Unknown values are ignored, since their cause is reported.
 * Plain numbers refer to the `let` values as written: if the command line changed one, only expressions are checked. Returns
 * how many were not checked.
 */
export function checkExpectations(
  graph: TypedGraph,
  expectations: readonly Expectation[],
  model: ModelExpectAst | undefined,
  { names, asWritten }: { readonly names: Scope; readonly asWritten: boolean },
  report: Report,
): number {
  const holding: Holding = { report, asWritten, unchecked: 0, wrong: [] };
  for (const expectation of expectations) checkItem(graph, expectation, holding);
  if (model) checkModel(graph, model, names, holding);
  reportWrong(holding);
  return holding.unchecked;
}

/** More wrong places than this probably have one cause. */
const MAXIMUM_TOLD = 3;

/** Reports each one; if there are many, only the first, which is nearest to the cause, with the others as notes and their fixes. */
function reportWrong({ wrong, report }: Holding): void {
  const placeOf = ({ span }: WrongExpectation): string => `${span.source.file} ${span.start}`;
  const byPlace = new Map<string, WrongExpectation>();
  for (const each of wrong) if (!byPlace.has(placeOf(each))) byPlace.set(placeOf(each), each);
  const places = [...byPlace.values()];
  const [first, ...others] = places;
  if (!first || others.length < MAXIMUM_TOLD) {
    for (const { span, args, details } of wrong) report.add('expect/value', span, args, details);
    return;
  }
  const told = others
    .slice(0, MAXIMUM_TOLD)
    .map(({ span, args }) => ({ message: messages['expect/value'](args).text, span }));
  const rest = others.length - told.length;
  const more = rest > 0 ? [{ message: `${rest} more are wrong, probably for the same reason` }] : [];
  const theirs = others.flatMap(({ details }) => details.fixes ?? []);
  for (const { span, args, details } of wrong.filter((each) => placeOf(each) === placeOf(first)))
    report.add('expect/value', span, args, {
      ...details,
      notes: [...(details.notes ?? []), ...told, ...more],
      fixes: [...(details.fixes ?? []), ...theirs],
    });
}

/** Contracts of a model; shapes are declarations instead. */
const counts: ReadonlySet<string> = new Set([...Object.keys(modelExpectFields), 'macs', 'parameters']);

/** Compares one declared number, or list of sizes, with the actual one. */
type Compare = (key: string, tree: Tree, declared: string, found: string, notes?: readonly Note[]) => void;

function comparing(of: string, holding: Holding, uses: readonly Use[] = []): Compare {
  return (key, tree, declared, inferred, notes = []) => {
    if (isLeftOut(tree, holding) || declared === inferred) return;
    const { span } = tree;
    const help = `write \`${inferred}\``;
    // An expression may be right for other uses, so it is not replaced.
    const fixes = textOf(span).includes('${')
      ? []
      : [replacement(span, inferred, counts.has(key) ? 'contract' : 'certain')];
    holding.wrong.push({ span, args: { of, key, declared, inferred }, details: { uses, notes, fixes, help } });
  };
}

function isLeftOut(tree: Tree, holding: Holding): boolean {
  if (holding.asWritten || isExpression(tree)) return false;
  holding.unchecked++;
  return true;
}

function checkItem(
  graph: TypedGraph,
  { of, tree, value, firstNode, afterLastNode, parameters, uses }: Expectation,
  holding: Holding,
): void {
  const { report } = holding;
  const section = readItemExpect(tree, { report, titleSpan: tree.span, names: parameters, uses });
  const output = graph.typings.get(value)?.output;
  const nodes = graph.nodes.slice(firstNode, afterLastNode);
  if (!section || !output || !nodes.every(({ id }) => graph.typings.has(id))) return;
  const compare = comparing(of, holding, uses);
  compareShape(section, output, compare, (key, { span }) => {
    report.add('expect/not-there', span, { of, key, found: formatShape(valuesOf(output)) }, { uses });
  });
  compareCounts(section, sumNodes(graph, nodes), compare);
}

function compareShape(
  section: Section,
  output: Shape,
  compare: Compare,
  notThere: (key: string, tree: Tree) => void,
): void {
  for (const key of axes) {
    const tree = section.trees.get(key);
    const dimension = output.find(({ axis }) => axis === key);
    if (!tree) continue;
    if (dimension)
      compare(key, tree, String(section.values[key]), String(dimension.value), explainDimension(dimension, key));
    else notThere(key, tree);
  }
  const shape = section.trees.get('shape');
  if (shape) compare('shape', shape, list(section.values.shape as readonly number[]), list(valuesOf(output)));
}

function compareCounts(
  { trees, values }: { readonly trees: Section['trees']; readonly values: Readonly<Record<string, unknown>> },
  found: Cost,
  compare: Compare,
): void {
  for (const [key, count] of Object.entries(found)) {
    const tree = trees.get(key);
    if (tree) compare(key, tree, String(values[key]), String(count));
  }
}

function checkModel(graph: TypedGraph, model: ModelExpectAst, names: Scope, holding: Holding): void {
  const { counts, inference, shapes } = model;
  const all = new Set(graph.nodes.map(({ id }) => id));
  checkCounts(graph, { of: 'the model', key: 'expect', tree: counts, nodes: all }, model, holding);
  const needed = nodesFor(graph, outputsIn(graph, 'inference'));
  const outside = { of: 'the model at inference', key: 'inference', nodes: needed } as const;
  if (inference) checkCounts(graph, { ...outside, tree: inference }, model, holding);
  for (const entry of shapes?.entries ?? []) checkShape(graph, entry, names, holding);
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
  holding: Holding,
): void {
  const place = { report: holding.report, titleSpan: tree.span, names: lets };
  const section = readModelExpect(tree, key, place);
  const kept = graph.nodes.filter(({ id }) => nodes.has(id));
  if (section && graph.complete && kept.every(({ id }) => graph.typings.has(id)))
    compareCounts(section, sumNodes(graph, kept), comparing(of, holding));
}

function checkShape(graph: TypedGraph, { key, keySpan, value }: Entry, names: Scope, holding: Holding): void {
  // With other values the named layer may be left out.
  if (isLeftOut(value, holding)) return;
  const { report } = holding;
  const id = names.resolve({ text: key, span: keySpan }, '', report, []);
  const output = graph.typings.get(id)?.output;
  const sizes =
    value.type === 'list' ? value.items.map((item) => (item.type === 'scalar' ? item.value : undefined)) : [];
  if (sizes.length > 0 && sizes.every((size) => Number.isSafeInteger(size) && (size as number) > 0)) {
    if (output) comparing(`\`${key}\``, holding)('shape', value, list(sizes), list(valuesOf(output)));
    return;
  }
  const expected = 'a list of sizes, such as `[height, width, channels]`';
  report.add('schema/value', value.span, { key, expected, found: describeTree(value) });
}

function list(sizes: readonly unknown[]): string {
  return `[${sizes.join(', ')}]`;
}
