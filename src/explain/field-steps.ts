import type { SpatialAxis } from '../dimensions/axis';
import { type Node, nodeOf, type ValueId } from '../graph/graph';
import { windowOfNode } from '../graph/node-window';
import { type AxisField, type TypedGraph, typingOf } from '../graph/typed-graph';
import { tryNode } from '../joins/try-node';
import { layerOf } from '../schema/kinds';
import { placeOf, type Step, type Steps } from './step';

/** The first layer, on the way to a value, that depends on the whole input; undefined if the value depends on a window only. */
export function firstToSeeAll(graph: TypedGraph, value: ValueId): Node | undefined {
  let found: Node | undefined;
  for (let node = nodeOf(graph, value); node; ) {
    if (graph.typings.get(node.id)?.receptiveField !== 'all') break;
    found = node;
    const next: ValueId | undefined = node.inputs.find((id) => graph.typings.get(id)?.receptiveField === 'all');
    node = next === undefined ? undefined : nodeOf(graph, next);
  }
  return found;
}

/**
 * Adds the steps of the receptive field of a value along one axis, layer by layer from the input: each layer widens it by its window
 * size minus one, times the stride of its input. At a join, the widest path counts. Returns the index of its step.
 */
export function addField(graph: TypedGraph, value: ValueId, axis: SpatialAxis, steps: Steps): number {
  const way: Passed[] = [];
  let along = axis;
  for (let node = nodeOf(graph, value); node; node = nodeOf(graph, widest(graph, node, along))) {
    const after = along;
    along = axisBefore(graph, node, after);
    way.push({ node, before: along, after });
  }
  const input = graph.inputs[way.at(-1)?.node.inputs[0] ?? value] ?? graph.inputs[0];
  const own = { value: 1, formula: null, written: 'one cell', by: input?.name ?? 'input', operands: [] };
  let last = steps.add({ ...own, place: input ? placeOf(input.site.span) : null });
  for (const passed of way.reverse()) {
    const step = widening(graph, passed, last);
    if (step) last = steps.add(step);
  }
  return last;
}

/** A layer on the way, and the axis before and after it, which differ where it permutes axes. */
interface Passed {
  readonly node: Node;
  readonly before: SpatialAxis;
  readonly after: SpatialAxis;
}

/** The axis of a layer's input that is this axis of its output. */
function axisBefore(graph: TypedGraph, node: Node, axis: SpatialAxis): SpatialAxis {
  if (!node.attributes) return axis;
  const inputs = node.inputs.map((id) => typingOf(graph, id).output);
  const reach = tryNode(node, node.attributes, inputs)?.reach;
  return (reach !== 'all' && reach?.[axis]?.from) || axis;
}

function fieldOf(graph: TypedGraph, value: ValueId, axis: SpatialAxis): AxisField | undefined {
  const field = graph.typings.get(value)?.receptiveField;
  return field === 'all' ? undefined : field?.[axis];
}

function widest(graph: TypedGraph, { inputs }: Node, axis: SpatialAxis): ValueId {
  const size = (id: ValueId): number => fieldOf(graph, id, axis)?.size ?? 0;
  return inputs.reduce((best, id) => (size(id) > size(best) ? id : best), inputs[0] ?? 0);
}

function widening(graph: TypedGraph, { node, before, after }: Passed, last: number): Step | undefined {
  const seen = fieldOf(graph, node.id, after)?.size ?? 0;
  const from = fieldOf(graph, widest(graph, node, before), before)?.size ?? 0;
  if (seen === from) return undefined;
  const jump = Math.max(...node.inputs.map((id) => fieldOf(graph, id, before)?.jump ?? 0));
  const by = jump === 1 ? '' : ` * ${exactly(jump)}`;
  const formula = `${exactly(from)} + ${addedCells(node, after, Math.round((seen - from) / jump))}${by}`;
  return { value: seen, formula, written: null, by: node.name, place: placeOf(node.site.span), operands: [last] };
}

/** How many cells of its input a layer adds to one: the kernel minus one, times the distance between its cells. */
function addedCells(node: Node, axis: SpatialAxis, cells: number): string {
  const { window: trait } = layerOf(node.kind).traits;
  const index = trait?.axes.indexOf(axis) ?? -1;
  const kernel = windowOfNode(node)?.kernel[index];
  const dilation = windowOfNode(node)?.dilation[index];
  if (kernel !== undefined && dilation !== undefined && cells === dilation * (kernel - 1))
    return dilation === 1 ? `(${kernel} - 1)` : `${dilation} * (${kernel} - 1)`;
  return `(${cells + 1} - 1)`;
}

/** The largest denominator of a fraction. */
const LARGEST_DENOMINATOR = 10_000;

/** A number with at most three decimals, otherwise as a fraction: enlarging by 3 makes steps of `(1 / 3)`. */
function exactly(value: number): string {
  if (Number(value.toFixed(3)) === value) return String(value);
  for (let below = 3; below <= LARGEST_DENOMINATOR; below++) {
    const above = Math.round(value * below);
    if (Math.abs(above / below - value) < 1e-12 * Math.abs(value)) return `(${above} / ${below})`;
  }
  return String(value);
}
