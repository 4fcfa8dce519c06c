import { parse } from 'yaml';
import { renderSpec } from '../../src/backends/spec/render-spec';
import { compile } from '../../src/compiler/compile';
import { messageOf } from '../../src/diagnostics/wording';
import { compareGraphs } from '../../src/diff/compare';
import { placedWindows } from '../../src/diff/windows';
import { spatialAxes, valuesOf } from '../../src/dimensions/dimension';
import { type Pads, padsOf, reachedPads } from '../../src/dimensions/window';
import { type Node, nodeOf } from '../../src/graph/graph';
import { windowOfNode } from '../../src/graph/node-window';
import { type TypedGraph, typingOf } from '../../src/graph/typed-graph';
import { fieldsOf, isKind, type Kind, kinds, layerOf } from '../../src/schema/kinds';
import { summarizeGraph } from '../../src/summary/summary';
import { netsOf } from '../support/one-layer-nets';
import { withSizes } from '../support/sized-nets';
import { type Structured, structuredNet } from '../support/structured-nets';
import { Random } from '../targets/random';
import { randomNet } from '../targets/random-spec';
import { samplers } from '../targets/samplers';

type Item = Readonly<Record<string, unknown>>;
type Attributes = Readonly<Record<string, unknown>>;

function graphOf(spec: unknown): TypedGraph {
  const { ok, graph, diagnostics } = compile(JSON.stringify(spec));
  if (!ok || !graph) throw new Error(diagnostics.map(messageOf).join());
  return graph;
}

/** The attributes with every default written out. */
function withDefaults(kind: Kind, attributes: Attributes, node: Node): Attributes {
  const defaults = Object.entries(fieldsOf(kind)).flatMap(([key, field]) =>
    field.default === undefined || (node.sharing && field.ofWeights)
      ? []
      : [[key, field.write(field.normalise(field.default))]],
  );
  const stride = windowOfNode(node)?.stride;
  const written = { ...Object.fromEntries(defaults), ...attributes };
  const { stride: field } = fieldsOf(kind);
  return stride && field ? { ...written, stride: field.write([...stride]) } : written;
}

/** The same windows with another `padding` and `ceil_mode`. */
function otherPadding(graph: TypedGraph, node: Node, attributes: Attributes): Attributes {
  const window = windowOfNode(node);
  const input = typingOf(graph, node.inputs[0] ?? 0).output;
  if (!window || layerOf(node.kind).traits.window?.use === 'transposed_convolution') return attributes;
  const sizes = valuesOf(spatialAxes(input));
  // A mean counts the cells that are written, and not those that `ceil_mode` adds.
  const pads: Pads = attributes.count_include_pad ? padsOf(window, sizes) : reachedPads(window, sizes);
  const padding = pads.flat();
  const isMean = 'count_include_pad' in fieldsOf(node.kind) && attributes.count_include_pad === undefined;
  return {
    ...attributes,
    padding,
    ...(!attributes.count_include_pad && window.ceil_mode && { ceil_mode: false }),
    ...(isMean && { count_include_pad: false }),
  };
}

/** The spec of a graph, written out, with each layer rewritten. */
function rewritten(
  graph: TypedGraph,
  rewrite: (kind: Kind, attributes: Attributes, node: Node) => Attributes,
): unknown {
  const spec = parse(renderSpec(graph)) as { readonly layers: readonly Item[] };
  let id = graph.inputs.length;
  const layers = spec.layers.map((item) => {
    const kind = Object.keys(item).find(isKind);
    const node = kind && nodeOf(graph, id++);
    return kind && node ? { ...item, [kind]: rewrite(kind, item[kind] as Attributes, node) } : item;
  });
  return { ...spec, layers };
}

const nets = Array.from({ length: 150 }, (_, seed) => randomNet(seed));

test.each([
  ['rendered', (graph: TypedGraph) => rewritten(graph, (_kind, attributes) => attributes)],
  [
    'with defaults',
    (graph: TypedGraph) => rewritten(graph, (kind, attributes, node) => withDefaults(kind, attributes, node)),
  ],
  [
    'with other padding',
    (graph: TypedGraph) => rewritten(graph, (_kind, attributes, node) => otherPadding(graph, node, attributes)),
  ],
])('a random net is the same %s', (_name, write) => {
  const different = nets.flatMap(({ seed, graph }) => {
    const { same, changed, removed, added, ends } = compareGraphs(graph, graphOf(write(graph)));
    return same ? [] : [{ seed, changed, removed, added, ends }];
  });
  expect(different).toEqual([]);
});

type Layers = readonly Item[];

/** A spec with each list of layers rewritten, from the inside out. */
function rewrittenLists(spec: Item, rewrite: (layers: Layers) => Layers): Item {
  const list = (layers: unknown): Layers => rewrite((layers as Layers).map(item));
  const item = (one: Item): Item => {
    const { branch, repeat } = one as { branch?: Record<string, Layers>; repeat?: Item };
    const paths = branch && Object.fromEntries(Object.entries(branch).map(([name, path]) => [name, list(path)]));
    return {
      ...one,
      ...(paths && { branch: paths }),
      ...(repeat && { repeat: { ...repeat, layers: list(repeat.layers) } }),
    };
  };
  const blocks = Object.entries((spec.blocks ?? {}) as Record<string, Item>).map(([name, block]) => [
    name,
    { ...block, layers: list(block.layers) },
  ]);
  return {
    ...spec,
    ...(spec.blocks !== undefined && { blocks: Object.fromEntries(blocks) }),
    layers: list(spec.layers),
  };
}

const COMMUTATIVE = kinds.filter((kind) => layerOf(kind).traits.commutative);

/** The paths of sums, and the values that they name, in the reverse order. */
function otherOrder(layers: Layers): Layers {
  const isSum = (item: Item | undefined): boolean => COMMUTATIVE.some((kind) => item !== undefined && kind in item);
  return layers.map((item, at) => {
    if (isSum(item) && Array.isArray(item.from)) return { ...item, from: item.from.toReversed() };
    if (!item.branch || !isSum(layers[at + 1])) return item;
    return { ...item, branch: Object.fromEntries(Object.entries(item.branch).toReversed()) };
  });
}

/** Repeats as their layers in a row. */
function unrolled(layers: Layers): Layers {
  return layers.flatMap((item) => {
    const { times, layers: inner } = (item.repeat ?? {}) as { times?: number; layers?: Layers };
    return times && inner ? Array.from({ length: times }, () => inner).flat() : [item];
  });
}

/** Layers with names that nobody reads in place of none. */
function named(layers: Layers): Layers {
  return layers.map((item, at) => (item.name !== undefined || item.branch ? item : { ...item, name: `layer_${at}` }));
}

/** Two layers in a row as the use of a block. */
function inBlock(spec: Item): Item {
  const layers = spec.layers as Layers;
  const at = layers.findIndex((item, index) => isPlain(item) && isPlain(layers[index + 1]));
  const block = { layers: layers.slice(at, at + 2) };
  const rest = [...layers.slice(0, at), { use: 'both' }, ...layers.slice(at + 2)];
  return at < 0 ? spec : { ...spec, blocks: { ...(spec.blocks as Item), both: block }, layers: rest };
}

function isPlain(item: Item | undefined): boolean {
  return item !== undefined && Object.keys(item).every((key) => isKind(key) && !layerOf(key).join);
}

/** Every number of filters as a value of `let`. */
function withLets(spec: Item): Item {
  const lets: Record<string, number> = {};
  const rewritten = rewrittenLists(spec, (layers) =>
    layers.map((item) => {
      const [kind = ''] = Object.keys(item).filter(isKind);
      const attributes = item[kind] as Item | undefined;
      if (typeof attributes?.filters !== 'number') return item;
      lets[`n${attributes.filters}`] = attributes.filters;
      return { ...item, [kind]: { ...attributes, filters: `\${n${attributes.filters}}` } };
    }),
  );
  return Object.keys(lets).length > 0 ? { ...rewritten, let: lets } : rewritten;
}

const designed = Array.from({ length: 120 }, (_, seed) => ({ seed, ...structuredNet(seed) }));

test.each<[string, (spec: Structured, seed: number, graph: TypedGraph) => Item]>([
  ['with the paths of sums in another order', (spec) => rewrittenLists(spec, otherOrder)],
  ['with repeats unrolled', (spec) => rewrittenLists(spec, unrolled)],
  ['with names', (spec) => rewrittenLists(spec, named)],
  ['with a block', inBlock],
  ['with let', withLets],
  ['with expressions over sizes', (spec, seed, graph) => withSizes(spec, graph, new Random(seed))],
])('a net as people design them is the same %s', (_name, rewrite) => {
  const others = designed.map((net) => ({ ...net, other: rewrite(net.spec, net.seed, net.graph) }));
  const different = others.filter(({ graph, other }) => !compareGraphs(graph, graphOf(other)).same);
  expect(different.map(({ seed, family }) => [seed, family])).toEqual([]);
  const changed = others.filter(({ spec, other }) => JSON.stringify(spec) !== JSON.stringify(other));
  expect(changed.length).toBeGreaterThan(designed.length / 20);
});

test('negative control: the paths of concats in another order are not the same', () => {
  const swapped = (layers: Layers): Layers =>
    layers.map((item) =>
      item.branch ? { ...item, branch: Object.fromEntries(Object.entries(item.branch).toReversed()) } : item,
    );
  const joined = designed.filter(({ family }) => family === 'inception');
  const same = joined.filter(({ spec, graph }) => compareGraphs(graph, graphOf(rewrittenLists(spec, swapped))).same);
  expect(joined.length).toBeGreaterThan(3);
  expect(same).toEqual([]);
});

/** What can be seen of a graph: a diff that is empty where any of it differs would be wrong. */
function visible(graph: TypedGraph): string {
  const { inputs, outputs, parameters, macs, nodes } = summarizeGraph(graph);
  const seen = nodes.map(({ name: _name, from: _from, weightsOf: _weights, ...node }) => JSON.stringify(node));
  return JSON.stringify([inputs, outputs.map(({ name: _name, ...output }) => output), parameters, macs, seen.sort()]);
}

/** A spec with one attribute of one layer, or one input of a join, replaced. */
function changedOnce(spec: Item, random: Random): Item {
  const copy = structuredClone(spec) as { layers: Mutable[]; blocks?: Record<string, { layers: Mutable[] }> };
  const items = [copy.layers, ...Object.values(copy.blocks ?? {}).map(({ layers }) => layers)].flatMap(itemsIn);
  const item = random.pick(items.filter((one) => Object.keys(one).some(isKind)));
  const kind = Object.keys(item).find(isKind) as Kind;
  const before = (item[kind] ?? {}) as Attributes;
  const after = samplers[kind](random, [8, 8, 4]);
  const keys = Object.keys(after).filter((key) => String(after[key]) !== String(before[key]));
  if (Array.isArray(item.from)) item.from = item.from.toReversed();
  else if (keys.length > 0) {
    const key = random.pick(keys);
    item[kind] = { ...before, [key]: after[key] };
  }
  return copy;
}

type Mutable = Record<string, unknown>;

function itemsIn(layers: readonly Mutable[]): readonly Mutable[] {
  return layers.flatMap((item) => {
    const paths = Object.values((item.branch ?? {}) as Record<string, Mutable[]>);
    const { layers: repeated } = (item.repeat ?? {}) as { layers?: Mutable[] };
    return [item, ...[...paths, repeated ?? []].flatMap(itemsIn)];
  });
}

test('nets of which one thing was changed are not the same where it can be seen', () => {
  let [equal, seen] = [0, 0];
  for (const { seed, spec, graph } of [...designed, ...nets]) {
    const { graph: other, diagnostics } = compile(JSON.stringify(changedOnce(spec, new Random(seed))));
    const isValid = diagnostics.every(({ severity, code }) => severity === 'warning' || /^(expect|train)/.test(code));
    if (!other || !isValid) continue;
    const { same } = compareGraphs(graph, other);
    const differs = visible(graph) !== visible(other);
    expect([seed, same && differs]).toEqual([seed, false]);
    equal += Number(same);
    seen += Number(differs);
  }
  expect(seen).toBeGreaterThan(50);
  // Different padding of windows of one cell, for example.
  expect(equal).toBeGreaterThan(10);
});

/** For each place of the output, the cells that each cell of the kernel reads, and how many a mean divides by. */
function cellsRead(graph: TypedGraph, node: Node): unknown {
  const window = windowOfNode(node);
  if (!window) throw new Error(`${node.kind} has no window`);
  const [before, after] = [typingOf(graph, node.inputs[0] ?? 0), typingOf(graph, node.id)].map(({ output }) =>
    valuesOf(spatialAxes(output)),
  );
  const pads = padsOf(window, before ?? []);
  const { attributes } = node;
  const counts = attributes && 'count_include_pad' in attributes && attributes.count_include_pad === true;
  return window.kernel.map((kernel, axis) => {
    const [size = 0, places = 0] = [before?.[axis], after?.[axis]];
    const [stride = 1, dilation = 1] = [window.stride[axis], window.dilation[axis]];
    const [front = 0, back = 0] = pads[axis] ?? [];
    return Array.from({ length: places }, (_, place) => {
      const cells = Array.from({ length: kernel }, (_, tap) => place * stride - front + tap * dilation);
      const read = cells.map((cell) => (cell >= 0 && cell < size ? cell : null));
      const divisor = counts
        ? cells.filter((cell) => cell >= -front && cell < size + back)
        : read.filter((cell) => cell !== null);
      return [read, divisor.length];
    });
  });
}

const windowed = kinds.filter(
  (kind) => layerOf(kind).traits.window && layerOf(kind).traits.window?.use !== 'transposed_convolution',
);

test.each(windowed)('windows of `%s` that read the same cells are the same, and no others', (kind) => {
  const found = netsOf(kind, 300).flatMap((graph) => {
    const [node] = graph.nodes;
    return node ? [{ node, placed: placedWindows(graph, node), read: JSON.stringify(cellsRead(graph, node)) }] : [];
  });
  const byPlace = new Map(found.map(({ placed, read }) => [placed, read]));
  expect(found.filter(({ placed, read }) => byPlace.get(placed) !== read)).toEqual([]);
  const byCells = new Map(found.map(({ placed, read }) => [read, placed]));
  expect(found.filter(({ placed, read }) => byCells.get(read) !== placed).map(({ node }) => node.attributes)).toEqual(
    [],
  );
  expect(byCells.size).toBeLessThan(found.length);
});

const pool = (attributes: string, size = 112) =>
  compile(`modelc: 1\ninput: { height: ${size}, width: ${size}, channels: 2 }\nlayers: [{ ${attributes} }]`)
    .graph as TypedGraph;

test.each([
  [
    '`ceil_mode` and the padding that gives the same windows',
    'max_pool2d: { kernel: 3, stride: 2, ceil_mode: true }',
    'max_pool2d: { kernel: 3, stride: 2, padding: [0, 1, 0, 1] }',
  ],
  ['`ceil_mode` without effect', 'max_pool2d: { kernel: 2, ceil_mode: true }', 'max_pool2d: { kernel: 2 }'],
  [
    '`same` and cells',
    'conv2d: { filters: 2, kernel: 3, stride: 2, padding: same }',
    'conv2d: { filters: 2, kernel: 3, stride: 2, padding: [0, 1, 0, 1] }',
  ],
  ['the dilation of one cell', 'conv2d: { filters: 2, kernel: 1, dilation: 2 }', 'conv2d: { filters: 2, kernel: 1 }'],
  [
    'a mean that may count padding, without any',
    'avg_pool2d: { kernel: 2, count_include_pad: true }',
    'avg_pool2d: { kernel: 2 }',
  ],
  [
    '`same` and cells of a transposed convolution',
    'conv2d_transpose: { filters: 2, kernel: 3, stride: 2, padding: same }',
    'conv2d_transpose: { filters: 2, kernel: 3, stride: 2, padding: [0, 1, 0, 1] }',
  ],
  [
    'padding and output padding',
    'conv2d_transpose: { filters: 2, kernel: 3, stride: 2, padding: 1, output_padding: 1 }',
    'conv2d_transpose: { filters: 2, kernel: 3, stride: 2, padding: [1, 0, 1, 0] }',
  ],
])('the same: %s', (_name, a, b) => {
  expect(compareGraphs(pool(a), pool(b))).toMatchObject({ same: true, changed: [] });
});

test.each([
  [
    'padding that a mean counts',
    'avg_pool2d: { kernel: 3, stride: 2, padding: [0, 1, 0, 1], count_include_pad: true }',
    'avg_pool2d: { kernel: 3, stride: 2, ceil_mode: true }',
    112,
  ],
  ['`ceil_mode` at another size', 'max_pool2d: { kernel: 2, ceil_mode: true }', 'max_pool2d: { kernel: 2 }', 113],
  [
    'padding on the other side',
    'max_pool2d: { kernel: 3, stride: 2, padding: [1, 0, 1, 0] }',
    'max_pool2d: { kernel: 3, stride: 2, padding: [0, 1, 0, 1] }',
    112,
  ],
  ['another stride', 'max_pool2d: { kernel: 3, stride: 2 }', 'max_pool2d: { kernel: 3, stride: 3 }', 112],
])('negative control: %s', (_name, a, b, size) => {
  expect(compareGraphs(pool(a, size), pool(b, size)).changed).toHaveLength(1);
});
