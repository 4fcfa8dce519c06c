import { Document, isCollection, isMap, isSeq } from 'yaml';
import { mainOutput, type Node, nodeOf, type Output, type ValueId } from '../../graph/graph';
import type { TypedGraph } from '../../graph/typed-graph';
import type { Field } from '../../schema/field';
import { inputFields } from '../../schema/input';
import { layerOf } from '../../schema/kinds';
import { writtenSettings } from '../../schema/train';
import { INPUT, nameProblem } from '../../schema/words';

type Item = Readonly<Record<string, unknown>>;

/**
 * A spec of a graph without blocks, repeats, branches and expressions: one layer after another, each with its name, in which
 * the scopes are joined by `_`. Rendering the result again gives the same text.
 */
export function renderSpec(graph: TypedGraph): string {
  const spec = {
    modelc: 1,
    name: graph.name,
    ...(graph.description !== undefined && { description: graph.description }),
    ...inputsOf(graph),
    layers: layersOf(graph),
    ...(graph.train && { train: writtenSettings(graph.train) }),
  };
  return laidOut(spec);
}

/** Items in block style, and the content of an item on one line. */
function laidOut(spec: Readonly<Record<string, unknown>>): string {
  const document = new Document(spec, { version: '1.2', aliasDuplicateObjects: false });
  for (const key of ['input', 'inputs', 'layers', 'train']) {
    const section = document.get(key);
    const items = key === 'layers' && isSeq(section) ? section.items : [section];
    for (const item of items) {
      if (!isMap(item)) continue;
      if (key === 'input') item.flow = true;
      for (const { value } of item.items) if (isCollection(value)) value.flow = true;
    }
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function inputsOf(graph: TypedGraph): Item {
  const [first] = graph.inputs;
  if (graph.inputs.length === 1 && first?.name === INPUT) return { input: inputOf(first) };
  return { inputs: Object.fromEntries(graph.inputs.map((input) => [input.name, inputOf(input)])) };
}

function inputOf({ shape, axes, preprocess }: TypedGraph['inputs'][number]): Item {
  const named = axes.every((axis) => Object.hasOwn(inputFields, axis));
  const sizes = named ? Object.fromEntries(axes.map((axis, index) => [axis, shape[index]])) : { shape: [...shape] };
  const plain = (values: readonly number[]) => (values.length === 1 ? values[0] : [...values]);
  return preprocess ? { ...sizes, preprocess: { mean: plain(preprocess.mean), std: plain(preprocess.std) } } : sizes;
}

/** `incep1/five/conv2d` becomes `incep1_five_conv2d`, with a number appended if that is taken. */
function flatNames(graph: TypedGraph): ReadonlyMap<ValueId, string> {
  const taken = new Set(graph.inputs.map(({ name }) => name));
  const names = new Map<ValueId, string>(graph.inputs.map(({ name }, index) => [index, name]));
  for (const { id, name, kind } of graph.nodes) {
    const joined = name.replaceAll('/', '_');
    const base = nameProblem(joined) === undefined ? joined : kind;
    let free = base;
    for (let count = 2; taken.has(free) || nameProblem(free) !== undefined; count++) free = `${base}_${count}`;
    taken.add(free);
    names.set(id, free);
  }
  return names;
}

function layersOf(graph: TypedGraph): Item[] {
  const names = flatNames(graph);
  const last = graph.inputs.length + graph.nodes.length - 1;
  const [first, ...more] = graph.outputs;
  // One output at the end is implied if it has the name of its layer and weight 1.
  const atEnd = more.length === 0 && first?.value === last && graph.nodes.length > 0;
  const unsaid = atEnd && first.lossWeight === 1 && first.name.replaceAll('/', '_') === names.get(last);
  const said = new Set<Output>();
  const items = graph.nodes.flatMap((node, index) => {
    // With several inputs there is no value before the first layer, which must name one.
    const above = index === 0 && graph.inputs.length > 1 ? undefined : node.id - 1;
    const output = unsaid ? undefined : graph.outputs.find(({ value }) => value === node.id);
    if (output) said.add(output);
    return itemsOf(graph, names, node, { above: index === 0 && above !== undefined ? 0 : above, output });
  });
  const others = unsaid ? [] : graph.outputs.filter((output) => !said.has(output));
  return [...items, ...others.map((output) => passedOn(graph, output, names))];
}

/** Where an item is: the value above it, which it takes if it names none, and the output that it marks. */
interface Position {
  readonly above: ValueId | undefined;
  readonly output: Output | undefined;
}

function itemsOf(
  graph: TypedGraph,
  names: ReadonlyMap<ValueId, string>,
  node: Node,
  { above, output }: Position,
): Item[] {
  const sources = node.inputs.map((value) => names.get(value) ?? INPUT);
  const marked = output && { output: outputOf(graph, output) };
  const weights = node.sharing && { weights: names.get(node.sharing.owner) };
  const layer = { [node.kind]: renderAttributes(node), name: names.get(node.id), ...weights, ...marked };
  const [source] = sources;
  const from = node.inputs[0] === above ? {} : { from: source };
  if (!layerOf(node.kind).join) return [{ ...layer, ...from }];
  // A join of one value is a branch with one path.
  return sources.length > 1
    ? [{ ...layer, from: sources }]
    : [{ branch: { [freeName(names, names.get(node.id) ?? '')]: [] }, ...from }, layer];
}

/** A name for the only path of a join, which no layer has. */
function freeName(names: ReadonlyMap<ValueId, string>, of: string): string {
  let name = `${of.slice(0, 50)}_only`;
  while ([...names.values()].includes(name)) name += '_';
  return name;
}

function outputOf(graph: TypedGraph, output: Output): Item {
  const { name, lossWeight, trainOnly } = output;
  const flat = name.replaceAll('/', '_');
  return {
    ...(nameProblem(flat) === undefined && { name: flat }),
    ...((lossWeight !== 1 || trainOnly) && { loss_weight: lossWeight }),
    ...(trainOnly && { train_only: true }),
    ...(output === mainOutput(graph) && { main: true }),
  };
}

/** An output that is an input, or a second one of the same value, needs a layer that changes nothing. */
function passedOn(graph: TypedGraph, output: Output, names: ReadonlyMap<ValueId, string>): Item {
  const taken = nodeOf(graph, output.value) ? names.get(output.value) : graph.inputs[output.value]?.name;
  return { scale: { factor: 1 }, from: taken ?? INPUT, output: outputOf(graph, output) };
}

/** The attributes of a node as a user would write them, without defaults and those that belong to the owner of its weights. */
function renderAttributes({ kind, attributes, sharing }: Node): Record<string, unknown> {
  const { fields } = layerOf(kind);
  const values = (attributes ?? {}) as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, field]) => {
      const value = values[key];
      if (value === undefined || isDefault(field, value) || (sharing && field.ofWeights)) return [];
      return [[key, field.write(value)]];
    }),
  );
}

function isDefault(field: Field<unknown>, value: unknown): boolean {
  return field.default !== undefined && JSON.stringify(field.normalise(field.default)) === JSON.stringify(value);
}
