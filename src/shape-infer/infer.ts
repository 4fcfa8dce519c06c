import type { ArgumentsOf, Code } from '../diagnostics/messages';
import { replacement } from '../diagnostics/replacement';
import type { Details, Report } from '../diagnostics/report';
import { type Span, textOf } from '../diagnostics/source';
import { type Dimension, derived, product, type Shape, valuesOf, written } from '../dimensions/dimension';
import type { Graph, Node, ValueId } from '../graph/graph';
import { countParameters, type TypedGraph, type Typing } from '../graph/typed-graph';
import type { Fields } from '../schema/field';
import { layerOf } from '../schema/kinds';
import type { Rule } from '../schema/layer';
import type { Limits } from '../schema/limits';
import { explainDimension } from './explain-dimension';
import { explainJoin } from './explain-join';
import { OWN_CELL, receptiveField } from './receptive-field';

/** Thrown by a shape rule that has reported, and caught here. */
class Stop extends Error {}

/**
 * Graph -> output shape, weights and cost of every node. A node whose input is unknown stays unknown, so that one mistake in a
 * spec gives one error and not one for every layer below it.
 */
export function inferShapes(graph: Graph, limits: Limits, report: Report): TypedGraph {
  const typings = new Map<ValueId, Typing>();
  let parameters = 0;
  for (const [id, { site, shape }] of graph.inputs.entries()) {
    const output = shape.map((size) => written(size, site));
    if (product(shape) > limits.values) {
      report.add('shape/too-many-values', site.span, { limit: limits.values });
      continue;
    }
    typings.set(id, { output, weights: {}, macs: 0, activations: product(shape), receptiveField: OWN_CELL });
  }
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((id) => typings.get(id));
    if (!node.attributes || !inputs.every((input) => input !== undefined)) continue;
    const typing = inferNode(graph, node, inputs, limits.values, report);
    if (!typing) continue;
    typings.set(node.id, typing);
    const before = parameters;
    parameters += countParameters(typing.weights).total;
    if (before <= limits.parameters && parameters > limits.parameters)
      report.add('shape/too-many-parameters', node.site.span, { limit: limits.parameters }, { uses: node.uses });
  }
  return { ...graph, typings };
}

function inferNode(
  graph: Graph,
  node: Node,
  typings: readonly Typing[],
  limit: number,
  report: Report,
): Typing | undefined {
  const inputs = typings.map(({ output }) => output);
  const rule = ruleFor(graph, node, inputs, report);
  try {
    const inference = layerOf(node.kind).infer(inputs, node.attributes as never, rule);
    const { output, weights = {}, macs = 0, intermediates = 0, reach } = inference;
    const values = product(valuesOf(output));
    if (values > limit) rule.fail('shape/too-many-values', { limit });
    if (!Number.isSafeInteger(macs)) rule.fail('shape/too-big', { of: 'multiply-accumulates' });
    const activations = values + intermediates;
    const fields = typings.map((typing) => typing.receptiveField);
    return { output, weights, macs, activations, receptiveField: receptiveField(fields, reach) };
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
}

function ruleFor(graph: Graph, node: Node, inputs: readonly Shape[], report: Report): Rule<Fields> {
  const { uses, site } = node;
  return {
    fail(code, args, at) {
      const [attribute, index] = typeof at === 'string' ? [at, undefined] : (at ?? []);
      const span = attribute === undefined ? site.span : node.spanOf(attribute, index);
      report.add(code, span, args, { uses, ...explain(graph, node, inputs, code, args) });
      throw new Stop();
    },
    mismatch(attribute, declared, inferred, what) {
      reportMismatch(`expect/${what}`, node.spanOf(attribute), declared, inferred, { uses }, report);
    },
    given: (attribute, value) => written(value, { name: node.name, span: node.spanOf(attribute) }),
    derive: (value: number, formula: string, operands: readonly Dimension[]) => derived(value, formula, operands, site),
  };
}

/** Why the input has the size that it has, and for a join which path is the odd one out. */
function explain<C extends Code>(
  graph: Graph,
  node: Node,
  inputs: readonly Shape[],
  code: C,
  args: ArgumentsOf<C>,
): Details {
  if (code === 'shape/concat' || code === 'shape/add' || code === 'shape/multiply')
    return explainJoin(graph, node, inputs, code !== 'shape/concat');
  const [input = []] = inputs;
  const axis = (args as { axis?: string }).axis;
  const dimensions = axis === 'height' ? input.slice(0, 1) : axis === 'width' ? input.slice(1, 2) : input;
  const words = axis ? [axis] : ['height', 'width', 'channels'];
  return {
    notes: dimensions.flatMap((dimension, index) =>
      explainDimension(dimension, input.length === 3 ? words[index] : undefined),
    ),
  };
}

/** A declared number that is not the inferred one: the sum that gives the right one, and the edit that mends it. */
export function reportMismatch(
  code: 'expect/flatten-size' | 'expect/dense-inputs',
  span: Span,
  declared: number,
  inferred: Dimension,
  details: Details,
  report: Report,
): void {
  const help = `write \`${inferred.value}\``;
  // An expression may be right for other uses: it is not ours to overwrite.
  const fixes = textOf(span).includes('${') ? [] : [replacement(span, String(inferred.value))];
  report.add(
    code,
    span,
    { declared, inferred: inferred.value },
    {
      ...details,
      notes: explainDimension(inferred),
      fixes,
      help,
    },
  );
}
