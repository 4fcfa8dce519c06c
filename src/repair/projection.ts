import { channelsOf, type Shape, spatialAxes } from '../dimensions/dimension';
import type { Node } from '../graph/graph';
import { windowOfNode } from '../graph/node-window';
import type { TypedGraph } from '../graph/typed-graph';
import { fieldsOf, layerOf } from '../schema/kinds';
import type { NewLayer, Values } from './candidate';
import { pathInto } from './join-path';
import { type Search, writtenLike } from './layer-candidates';
import type { Places } from './place';
import type { WrittenAttribute, WrittenLayer } from './text-edits';

/** A path of a join, and the path whose shape it should have. */
export interface Projecting {
  readonly join: Node;
  readonly index: number;
  readonly other: number;
  readonly shape: Shape;
  readonly target: Shape;
}

/** Layers at the end of a path, as written, and as they are in one use of their block. */
export interface Added {
  /** Bits, besides those for the layers. */
  readonly cost: number;
  readonly written: readonly WrittenLayer[];
  readonly layers: readonly NewLayer[];
}

/** Bits for a projection to fewer channels: shortcuts are rarely narrower than what they skip. */
const NARROWING = 3;

/**
 * A convolution of single cells that gives a path without layers the channels and the stride of the other path, written as the net
 * writes those that it has, or else like the last convolution of the other path; with the norm after it.
 */
export function projectionTo({ join, index, other, shape, target }: Projecting, search: Search): Added | undefined {
  const { graph } = search;
  const [own, its] = [index, other].map((path) => pathInto(graph, join, path));
  const last = its?.findLast(isConvolution);
  const steps = spatialAxes(shape).map(({ value }, axis) => Math.round(value / (target[axis]?.value ?? value)));
  if (!own || own.some(isConvolution) || !its || !last || steps.some((step) => step < 1)) return undefined;
  const model = modelOf(graph, join) ?? { node: last, after: its.slice(its.indexOf(last) + 1) };
  const { channels } = layerOf(last.kind).traits;
  if (!channels) return undefined;
  const values: Values = {
    ...(model.node.attributes as Values),
    [channels]: channelsOf(target).value,
    kernel: steps.map(() => 1),
    stride: steps,
    padding: 'valid',
    ...('groups' in (model.node.attributes as Values) && { groups: 1 }),
  };
  const written = writtenLike(model.node, search);
  const kept = written.attributes.filter(({ key }) => !OWN.includes(key) && key !== channels);
  const stride = strideText(its, steps, search.places);
  const attributes: readonly WrittenAttribute[] = [
    { key: channels, text: search.places.textOf(last, channels) ?? String(channelsOf(target).value) },
    { key: 'kernel', text: '1' },
    ...(stride === undefined ? [] : [{ key: 'stride', text: stride }]),
    ...kept,
  ];
  return {
    cost: channelsOf(target).value < channelsOf(shape).value ? NARROWING : 0,
    written: [{ kind: written.kind, attributes }, ...model.after.map((node) => writtenLike(node, search))],
    layers: [
      { kind: model.node.kind, attributes: values },
      ...model.after.map(({ kind, attributes: its }) => ({ kind, attributes: its as Values })),
    ],
  };
}

/** The attributes of a window that a projection has its own values for. */
const OWN: readonly string[] = ['kernel', 'stride', 'padding', 'dilation', 'groups'];

function isConvolution(node: Node): boolean {
  const { window, channels } = layerOf(node.kind).traits;
  return channels !== undefined && window?.use === 'convolution';
}

/** A projection that the net has: the only convolution of a path into a join of the same kind, with the layers after it. */
function modelOf(graph: TypedGraph, join: Node): { readonly node: Node; readonly after: readonly Node[] } | undefined {
  for (const other of graph.nodes) {
    if (other.kind !== join.kind || other.id === join.id) continue;
    for (const index of other.inputs.keys()) {
      const path = pathInto(graph, other, index);
      const [node, ...more] = path.filter(isConvolution);
      const isSingle = node && more.length === 0 && windowOfNode(node)?.kernel.every((cells) => cells === 1);
      if (node && isSingle && path[0] === node) return { node, after: path.slice(1) };
    }
  }
  return undefined;
}

/** The stride as the other path writes it; undefined if there is none. */
function strideText(path: readonly Node[], steps: readonly number[], places: Places): string | undefined {
  const same = path.find((node) => String(windowOfNode(node)?.stride) === String(steps));
  const text = same && places.textOf(same, 'stride');
  if (text !== undefined) return text;
  const field = path.flatMap((node) => fieldsOf(node.kind).stride ?? [])[0];
  const written = field?.write([...steps] as never);
  return steps.every((step) => step === 1)
    ? undefined
    : Array.isArray(written)
      ? `[${written.join(', ')}]`
      : String(written);
}
