import type { Note } from '../../diagnostics/diagnostic';
import { formatShape } from '../../diagnostics/messages/words';
import type { Report, Use } from '../../diagnostics/report';
import { type Span, textOf } from '../../diagnostics/source';
import { type Shape, valuesOf } from '../../dimensions/dimension';
import { sumTypings, type TypedGraph } from '../../graph/typed-graph';
import { explainDimension } from '../../shape-infer/explain-dimension';
import type { ModelExpectAst } from '../ast';
import type { Expectation } from '../expand/expectation';
import type { Scope } from '../expand/scope';
import { describeTree, type Entry } from '../tree';
import { readSection, type Section } from '../validate/read-section';

/** Holds every `expect` of the file against what inference found. A value that is unknown is silent: its reason is reported. */
export function checkExpectations(
  graph: TypedGraph,
  expectations: readonly Expectation[],
  model: ModelExpectAst | undefined,
  names: Scope,
  report: Report,
): void {
  for (const expectation of expectations) checkItem(graph, expectation, report);
  if (model) checkModel(graph, model, names, report);
}

/** Compares one declared number, or list of sizes, with what was found. */
type Compare = (key: string, span: Span, declared: string, found: string, notes?: readonly Note[]) => void;

function comparing(of: string, report: Report, uses: readonly Use[] = []): Compare {
  return (key, span, declared, inferred, notes = []) => {
    if (declared === inferred) return;
    const help = `write \`${inferred}\``;
    // An expression may be right for other uses: it is not ours to overwrite.
    const fixes = textOf(span).includes('${') ? [] : [{ title: help, edits: [{ span, newText: inferred }] }];
    report.add('expect/value', span, { of, key, declared, inferred }, { uses, notes, fixes, help });
  };
}

function checkItem(
  graph: TypedGraph,
  { of, tree, value, firstNode, afterLastNode, parameters, uses }: Expectation,
  report: Report,
): void {
  const context = { report, title: '`expect`', titleSpan: tree.span, names: parameters, uses };
  const section = readSection('expect', tree, context);
  const output = graph.typings.get(value)?.output;
  const typings = graph.nodes.slice(firstNode, afterLastNode).map((node) => graph.typings.get(node.id));
  if (!section || !output || !typings.every((typing) => typing !== undefined)) return;
  const compare = comparing(of, report, uses);
  compareShape(section, output, compare, (key, span) => {
    report.add('expect/not-there', span, { of, key, found: formatShape(valuesOf(output)) }, { uses });
  });
  compareCounts(section, sumTypings(typings), compare);
}

function compareShape(
  section: Section,
  output: Shape,
  compare: Compare,
  notThere: (key: string, span: Span) => void,
): void {
  const axes = output.length === 3 ? ['height', 'width', 'channels'] : output.length === 1 ? ['features'] : [];
  for (const key of ['height', 'width', 'channels', 'features']) {
    const span = section.trees.get(key)?.span;
    const dimension = output[axes.indexOf(key)];
    if (!span) continue;
    if (dimension)
      compare(key, span, String(section.values[key]), String(dimension.value), explainDimension(dimension, key));
    else notThere(key, span);
  }
  const shape = section.trees.get('shape');
  if (shape) compare('shape', shape.span, list(section.values.shape as readonly number[]), list(valuesOf(output)));
}

function compareCounts({ trees, values }: Section, found: Readonly<Record<string, number>>, compare: Compare): void {
  for (const [key, count] of Object.entries(found)) {
    const span = trees.get(key)?.span;
    if (span) compare(key, span, String(values[key]), String(count));
  }
}

function checkModel(graph: TypedGraph, { counts, shapes, lets }: ModelExpectAst, names: Scope, report: Report): void {
  const context = { report, title: '`expect`', titleSpan: counts.span, names: lets, otherKeys: ['shapes'] };
  const section = readSection('model-expect', counts, context);
  const typings = graph.nodes.map((node) => graph.typings.get(node.id));
  if (section && graph.complete && typings.every((typing) => typing !== undefined)) {
    compareCounts(section, sumTypings(typings), comparing('the model', report));
  }
  for (const entry of shapes?.entries ?? []) checkShape(graph, entry, names, report);
}

function checkShape(graph: TypedGraph, { key, keySpan, value }: Entry, names: Scope, report: Report): void {
  const id = names.resolve({ text: key, span: keySpan }, '', report, []);
  const output = graph.typings.get(id)?.output;
  const sizes =
    value.type === 'list' ? value.items.map((item) => (item.type === 'scalar' ? item.value : undefined)) : [];
  if (sizes.length > 0 && sizes.every((size) => Number.isSafeInteger(size) && (size as number) > 0)) {
    if (output) comparing(`\`${key}\``, report)('shape', value.span, list(sizes), list(valuesOf(output)));
    return;
  }
  const expected = 'a list of sizes, such as `[height, width, channels]`';
  report.add('schema/value', value.span, { key, expected, found: describeTree(value) });
}

function list(sizes: readonly unknown[]): string {
  return `[${sizes.join(', ')}]`;
}
