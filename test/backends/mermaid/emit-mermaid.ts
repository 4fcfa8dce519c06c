import { valuesOf } from '../../../src/dimensions/dimension';
import type { Body, Step, ValueId } from '../../../src/graph/graph';
import { type TypedGraph, typingOf } from '../../../src/graph/typed-graph';
import { scopesIn } from '../../../src/graph/walk';

/** A flowchart: a node for each input and layer, a frame around each use of a block, and an arrow from each value to what reads it. */
export function emitMermaid(graph: TypedGraph): string {
  const inputs = graph.inputs.map(({ name, shape }, index) => `  ${id(index)}([${label(name, shape)}])`);
  const arrows = graph.nodes.flatMap((node) => node.inputs.map((input) => `  ${id(input)} --> ${id(node.id)}`));
  return `${['flowchart TD', ...inputs, ...bodyLines(graph, graph.body, '  '), ...arrows].join('\n')}\n`;
}

function bodyLines(graph: TypedGraph, { steps }: Body, indent: string): string[] {
  return steps.flatMap((step) => stepLines(graph, step, indent));
}

function stepLines(graph: TypedGraph, step: Step, indent: string): string[] {
  if (step.type === 'node') {
    const { id: value, kind, name, named } = step.node;
    const shape = valuesOf(typingOf(graph, value).output);
    return [`${indent}${id(value)}[${label(named ? `${kind} ${name}` : kind, shape)}]`];
  }
  // Repeats, branches and side paths have no frame of their own.
  if (step.type !== 'use') return scopesIn(step).flatMap(({ body }) => bodyLines(graph, body, indent));
  const { name, block, body } = step.use;
  const frame = `${indent}subgraph use_${id(body.result)} ["${name}: ${block}"]`;
  return [frame, ...bodyLines(graph, body, `${indent}  `), `${indent}end`];
}

function id(value: ValueId): string {
  return `v${value}`;
}

/** Names in a spec contain no quotes. */
function label(text: string, shape: readonly number[]): string {
  return `"${text}<br>${shape.join(' x ')}"`;
}
