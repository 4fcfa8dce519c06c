import { formatShape } from '../../diagnostics/messages/words';
import type { Report, Use } from '../../diagnostics/report';
import type { Span } from '../../diagnostics/source';
import { type Shape, valuesOf } from '../../dimensions/dimension';
import { countParameters, type TypedGraph, type Typing } from '../../graph/typed-graph';
import { explainDimension } from '../../shape-infer/explain-dimension';
import type { ModelExpectAst } from '../ast';
import type { Expectation } from '../expand/expectation';
import type { Scope } from '../expand/scope';
import { entryOf, type MapTree } from '../tree';
import { readSection } from '../validate/read-section';

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

type Numbers = Readonly<Record<string, number | readonly number[] | undefined>>;

function checkItem(
  graph: TypedGraph,
  { of, tree, value, firstNode, afterLastNode, parameters, uses }: Expectation,
  report: Report,
): void {
  const section = readSection('expect', tree, {
    report,
    title: '`expect`',
    titleSpan: tree.span,
    names: parameters,
    uses,
  });
  const output = graph.typings.get(value)?.output;
  const typings = graph.nodes.slice(firstNode, afterLastNode).map((node) => graph.typings.get(node.id));
  if (!section || !output || !typings.every((typing) => typing !== undefined)) return;
  const numbers = section.values as Numbers;
  compareShape(of, tree, numbers, output, uses, report);
  compareCounts(of, tree, numbers, totals(typings), uses, report);
}

function compareShape(
  of: string,
  tree: MapTree,
  numbers: Numbers,
  output: Shape,
  uses: readonly Use[],
  report: Report,
): void {
  const axes = output.length === 3 ? ['height', 'width', 'channels'] : output.length === 1 ? ['features'] : [];
  for (const key of ['height', 'width', 'channels', 'features']) {
    const declared = numbers[key];
    if (declared === undefined) continue;
    const dimension = output[axes.indexOf(key)];
    const span = spanOf(tree, key);
    if (!dimension) report.add('expect/not-there', span, { of, key, found: formatShape(valuesOf(output)) }, { uses });
    else
      compare(of, key, span, String(declared), String(dimension.value), uses, report, explainDimension(dimension, key));
  }
  if (Array.isArray(numbers.shape)) {
    compare(of, 'shape', spanOf(tree, 'shape'), list(numbers.shape), list(valuesOf(output)), uses, report);
  }
}

function compareCounts(
  of: string,
  tree: MapTree,
  numbers: Numbers,
  found: Readonly<Record<string, number>>,
  uses: readonly Use[],
  report: Report,
): void {
  for (const key of Object.keys(found)) {
    const declared = numbers[key];
    if (declared !== undefined) compare(of, key, spanOf(tree, key), String(declared), String(found[key]), uses, report);
  }
}

function checkModel(graph: TypedGraph, { counts, shapes }: ModelExpectAst, names: Scope, report: Report): void {
  const typings = graph.nodes.map((node) => graph.typings.get(node.id));
  const section = readSection('model-expect', counts, {
    report,
    title: '`expect`',
    titleSpan: counts.span,
    names: undefined,
    otherKeys: ['shapes'],
  });
  if (section && typings.every((typing) => typing !== undefined)) {
    compareCounts('the model', counts, section.values as Numbers, totals(typings), [], report);
  }
  for (const { key, keySpan, value } of shapes?.entries ?? []) {
    const id = names.resolve({ text: key, span: keySpan }, '', report, []);
    const output = graph.typings.get(id)?.output;
    const sizes =
      value.type === 'list' ? value.items.map((item) => (item.type === 'scalar' ? item.value : undefined)) : [];
    if (sizes.length === 0 || !sizes.every((size) => typeof size === 'number')) {
      report.add('schema/value', value.span, {
        key,
        expected: 'a list of sizes, such as `[height, width, channels]`',
        found: 'something else',
      });
    } else if (output) {
      compare(`\`${key}\``, 'shape', value.span, list(sizes), list(valuesOf(output)), [], report);
    }
  }
}

function totals(typings: readonly Typing[]): { parameters: number; trainable: number; macs: number } {
  const counts = typings.map(({ weights }) => countParameters(weights));
  return {
    parameters: counts.reduce((sum, { total }) => sum + total, 0),
    trainable: counts.reduce((sum, { trainable }) => sum + trainable, 0),
    macs: typings.reduce((sum, { macs }) => sum + macs, 0),
  };
}

function compare(
  of: string,
  key: string,
  span: Span,
  declared: string,
  inferred: string,
  uses: readonly Use[],
  report: Report,
  notes: ReturnType<typeof explainDimension> = [],
): void {
  if (declared === inferred) return;
  const fixes = [{ title: `write \`${inferred}\``, edits: [{ span, newText: inferred }] }];
  report.add(
    'expect/value',
    span,
    { of, key, declared, inferred },
    { uses, notes, fixes, help: `write \`${inferred}\`` },
  );
}

function spanOf(tree: MapTree, key: string): Span {
  return entryOf(tree, key)?.value.span ?? tree.span;
}

function list(sizes: readonly unknown[]): string {
  return `[${sizes.join(', ')}]`;
}
