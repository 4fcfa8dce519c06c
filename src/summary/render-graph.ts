import { formatShape } from '../diagnostics/messages/words';
import { valuesOf } from '../dimensions/dimension';
import { formatValue } from '../expression/evaluate';
import { type Body, type Node, nameOfValue, type Scope, type Step, type ValueId } from '../graph/graph';
import type { TypedGraph } from '../graph/typed-graph';
import { ownerOf, sumNodes, weightsOf } from '../graph/weights';
import { layerOf } from '../schema/kinds';
import { INPUT } from '../schema/words';
import { formatCounted } from './format';

const INDENT = '  ';

/** The typed graph as text: one line a layer, indented as the spec nests blocks, repeats, branches and side paths. */
export function renderGraph(graph: TypedGraph): string {
  const { parameters, macs } = sumNodes(graph);
  const inputs = graph.inputs.map(({ name }, value) => {
    return `${name === INPUT ? INPUT : `input ${name}`}: ${shapeText(graph, value)}`;
  });
  const outputs = graph.outputs.map(({ name, value, main, trainOnly }) => {
    const remarks = [...(main && graph.outputs.length > 1 ? ['main'] : []), ...(trainOnly ? ['training only'] : [])];
    const remark = remarks.length > 0 ? ` (${remarks.join(', ')})` : '';
    return `output ${name} = ${valueText(graph, value)}: ${shapeText(graph, value)}${remark}`;
  });
  return [
    `${graph.name}: ${formatCounted(parameters, 'parameter')}, ${formatCounted(macs, 'multiply-accumulate')}`,
    '',
    ...inputs,
    ...bodyLines(graph, graph.body, ''),
    ...outputs,
  ].join('\n');
}

function bodyLines(graph: TypedGraph, { steps }: Body, indent: string): string[] {
  return steps.flatMap((step) => stepLines(graph, step, indent));
}

function stepLines(graph: TypedGraph, step: Step, indent: string): string[] {
  const inside = (title: string, { body }: Scope, at = indent): string[] => [
    `${at}${title}`,
    ...bodyLines(graph, body, at + INDENT),
  ];
  switch (step.type) {
    case 'node':
      return [`${indent}${nodeText(graph, step.node)}`];
    case 'use': {
      const { name, block, parameters, body } = step.use;
      const given = [...parameters].map(
        ([key, value]) => `${key}: ${typeof value === 'string' ? value : formatValue(value)}`,
      );
      return inside(`${name} = use ${block}(${argumentsText(graph, body.inputs, given)})`, step.use);
    }
    case 'repeat': {
      const { name, iterations } = step.repeat;
      return [
        `${indent}repeat ${name}, ${formatCounted(iterations.length, 'time')}`,
        ...iterations.flatMap((iteration) => inside(iteration.name, iteration, indent + INDENT)),
      ];
    }
    case 'branch':
      return step.branch.paths.flatMap((path) => inside(`path ${path.name}`, path));
    case 'side':
      return inside(`side ${step.side.name}`, step.side);
  }
}

/** `conv1 = conv2d(input, filters: 6, kernel: 5): 24 x 24 x 6, kernel 5 x 5 x 1 x 6, bias 6` */
function nodeText(graph: TypedGraph, node: Node): string {
  const { id, name, kind, inputs } = node;
  const call = `${kind}(${argumentsText(graph, inputs, attributeTexts(node))})`;
  return `${name} = ${call}: ${shapeText(graph, id)}${weightsText(graph, node)}`;
}

function weightsText(graph: TypedGraph, node: Node): string {
  if (node.sharing) return `, weights of ${ownerOf(graph, node).name}`;
  if (!graph.typings.has(node.id)) return '';
  return weightsOf(graph, node.id)
    .map(({ role, spec }) => `, ${role} ${formatShape(spec.shape)}`)
    .join('');
}

/** The attributes of a layer that differ from their defaults. */
function attributeTexts({ kind, attributes }: Node): string[] {
  const values: Readonly<Record<string, unknown>> = attributes ?? {};
  return Object.entries(layerOf(kind).fields).flatMap(([key, field]) => {
    const value = values[key];
    if (value === undefined) return [];
    const isDefault =
      field.default !== undefined && JSON.stringify(field.normalise(field.default)) === JSON.stringify(value);
    return isDefault ? [] : [`${key}: ${plainText(field.write(value))}`];
  });
}

function plainText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plainText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([key, one]) => `${key}: ${plainText(one)}`);
  return `{ ${entries.join(', ')} }`;
}

function argumentsText(graph: TypedGraph, inputs: readonly ValueId[], others: readonly string[]): string {
  return [...inputs.map((value) => valueText(graph, value)), ...others].join(', ');
}

function valueText(graph: TypedGraph, value: ValueId): string {
  return value < 0 ? '?' : nameOfValue(graph, value);
}

function shapeText(graph: TypedGraph, value: ValueId): string {
  const output = graph.typings.get(value)?.output;
  return output ? formatShape(valuesOf(output)) : '?';
}
