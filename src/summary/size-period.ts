import { type SpatialAxis, spatialAxisNames } from '../dimensions/axis';
import { type Dimension, entry, type Origin } from '../dimensions/dimension';
import { over, plus, type Rational, rational, times } from '../expression/rational';
import type { Node } from '../graph/graph';
import { windowOfNode } from '../graph/node-window';
import { type TypedGraph, typingOf } from '../graph/typed-graph';
import { layerOf } from '../schema/kinds';

const NONE = rational(0n);

/** How fast sizes grow with the input along one axis; undefined if they do not grow evenly. */
type Rates = Map<Origin, Rational | undefined>;

/**
 * A number of cells by which an input can grow along an axis so that every size in the graph grows by a whole number of cells, the
 * same from any size on: the rounding in all windows then is the same too. Undefined if the graph has no such number.
 *
 * A window with stride s divides the rate of its input by s, a transposed one multiplies it, and a join along the axis adds rates;
 * the number is the least common multiple of the denominators.
 */
export function sizePeriod(graph: TypedGraph, axis: SpatialAxis): number | undefined {
  const rates: Rates = new Map();
  for (const id of graph.inputs.keys())
    for (const size of typingOf(graph, id).output) rates.set(size.origin, size.axis === axis ? rational(1n) : NONE);
  for (const node of graph.nodes) {
    const typing = graph.typings.get(node.id);
    for (const size of typing?.output ?? [])
      if (!rates.has(size.origin)) rates.set(size.origin, rateOf(graph, node, size, rates));
  }
  let period = 1n;
  for (const rate of rates.values()) {
    if (!rate) return undefined;
    period *= over(rational(rate.denominator), rational(period)).numerator;
  }
  return Number(period);
}

function rateOf(graph: TypedGraph, node: Node, { axis, origin }: Dimension, rates: Rates): Rational | undefined {
  if (origin.type === 'written') return NONE;
  const { operands } = origin;
  const known = operands.map((operand) =>
    operand.origin.type === 'written' && !rates.has(operand.origin) ? NONE : rates.get(operand.origin),
  );
  if (!known.every((rate) => rate !== undefined)) return undefined;
  if (operands.length === 1) return perStride(graph, node, entry(operands, 0).axis, entry(known, 0));
  if (operands.every((operand) => operand.axis === axis)) return known.reduce(plus, NONE);
  return productRate(operands, known);
}

/** A product of sizes grows evenly only if at most one of them grows. */
function productRate(sizes: readonly Dimension[], rates: readonly Rational[]): Rational | undefined {
  const growing = rates.flatMap((rate, index) => (rate.numerator === 0n ? [] : [index]));
  const [only, second] = growing;
  if (only === undefined) return NONE;
  if (second !== undefined) return undefined;
  const others = sizes.reduce((product, { value }, index) => (index === only ? product : product * BigInt(value)), 1n);
  return times(entry(rates, only), rational(others));
}

function perStride(graph: TypedGraph, node: Node, axis: Dimension['axis'], rate: Rational): Rational | undefined {
  if (rate.numerator === 0n) return NONE;
  const along = spatialAxisNames.find((name) => name === axis);
  const stride = along ? strideOf(graph, node, along) : rational(1n);
  return stride && over(rate, stride);
}

/** Cells of the input between neighbouring cells of the output; a fraction if the layer enlarges its input. */
function strideOf(graph: TypedGraph, node: Node, axis: SpatialAxis): Rational | undefined {
  const { window } = layerOf(node.kind).traits;
  const stride = window && windowOfNode(node)?.stride[window.axes.indexOf(axis)];
  if (stride !== undefined) {
    const cells = rational(BigInt(stride));
    return window?.use === 'transposed_convolution' ? over(rational(1n), cells) : cells;
  }
  const after = typingOf(graph, node.id).receptiveField;
  const before = node.inputs.map((id) => typingOf(graph, id).receptiveField);
  if (after === 'all' || !before.every((field) => field !== 'all')) return undefined;
  const ratio = (after[axis]?.jump ?? 1) / Math.max(...before.map((field) => field[axis]?.jump ?? 0));
  const times = Math.round(ratio < 1 ? 1 / ratio : ratio);
  return ratio < 1 ? rational(1n, BigInt(times)) : rational(BigInt(times));
}
