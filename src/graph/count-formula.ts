import { product, valuesOf } from '../dimensions/dimension';
import type { Node } from './graph';
import { type TypedGraph, typingOf } from './typed-graph';
import { weightsOf } from './weights';

/** `3 x 3 x 4 x 8 (kernel) + 8 (bias)`: the weights of a node with their roles; empty if it has none. */
export function weightsFormula(graph: TypedGraph, { id }: Node, trainableOnly: boolean): string {
  return weightsOf(graph, id)
    .filter(({ spec }) => spec.trainable || !trainableOnly)
    .map(({ role, spec }) => `${spec.shape.join(' x ')} (${role})`)
    .join(' + ');
}

/**
 * `3 x 3 x 4 x 8 (kernel) x 24 x 24 (places)`: the kernel sizes times the positions where they are applied, those of the output,
 * of the input for transposed convolutions, or one. Undefined for other multiply-accumulates.
 */
export function macsFormula(graph: TypedGraph, { id, inputs }: Node): string | undefined {
  const { macs, output } = typingOf(graph, id);
  const kernels = weightsOf(graph, id).filter(({ spec }) => spec.what === 'kernel');
  const once = kernels.reduce((sum, { spec }) => sum + product(spec.shape), 0);
  const input = graph.typings.get(inputs[0] ?? 0)?.output ?? [];
  const places = [[], valuesOf(output).slice(0, -1), valuesOf(input).slice(0, -1)];
  const where = places.find((sizes) => once * product(sizes) === macs);
  if (!where) return undefined;
  const kernel = kernels.map(({ role, spec }) => `${spec.shape.join(' x ')} (${role})`).join(' + ');
  if (where.length === 0) return kernel;
  return `${kernels.length === 1 ? kernel : `(${kernel})`} x ${where.join(' x ')} (places)`;
}
