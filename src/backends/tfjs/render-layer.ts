import { valuesOf } from '../../dimensions/dimension';
import { passesCells } from '../../dimensions/window';
import type { Node, NodeOf, ValueId } from '../../graph/graph';
import { windowOfNode } from '../../graph/node-window';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { ownerOf, weightSpecs } from '../../graph/weights';
import { type Kind, layerOf } from '../../schema/kinds';
import { attributeTexts } from '../source/attribute-texts';
import { type Code, flatten, type Item, wrap } from '../source/code';
import { formulaOf, type Parameter } from '../source/expression';
import { typescript } from './expression';
import { type Entering, type Frame, localPrefix, nameCode, namesAt, type Program } from './frame';
import type { LayerCode, Lowered, Lowering } from './layer-code';
import { rows } from './layers';
import { sharedLayer } from './shared-layers';

/** The layers of a node; none if it passes its value on unchanged. */
export function renderLayers(program: Program, frame: Frame, node: Node, entering: Entering): (Code | Item)[] {
  const { graph, nameAll } = program;
  const written = { ...node, ...program.shares.get(node.id) } as Node;
  const { before = [], layer } = lower(graph, written, {
    names: namesAt(graph, frame, entering),
    mayPassCells: program.passing.has(placeOf(node)),
  });
  if (!layer) return [];
  const hasWeights = typingOf(graph, node.id).weights.size > 0;
  const owner = ownerOf(graph, node);
  const name = node.named || hasWeights || nameAll ? nameCode(frame, hasWeights ? owner.name : node.name) : undefined;
  const code = program.sharing.sharers.has(owner.id)
    ? sharedLayer(program, frame, node, (wanted) => renderLayer(layer, wanted && nameCode(frame, wanted)))
    : renderLayer(layer, name);
  const padName = nameAll ? nameCode(frame, `${node.name}/padding`) : undefined;
  return [...before.map((one) => renderLayer(one, padName)), { code, comment: shapeRemark(graph, frame, node) }];
}

/** The output shape of a layer, unless it equals the input's or the code says it. Functions of blocks have none: uses may differ. */
function shapeRemark(graph: TypedGraph, frame: Frame, node: Node): string | undefined {
  const [input] = node.inputs;
  const after = shapeText(graph, node.id);
  const stays = node.inputs.length === 1 && input !== undefined && shapeText(graph, input) === after;
  return localPrefix(frame) !== '' || stays || saysFeatures(node) ? undefined : after;
}

/** Whether the code of a layer has the features of its output as `units`; it changes no other axis. */
function saysFeatures({ kind }: Node): boolean {
  return layerOf(kind).traits.channels === 'units';
}

/** `12 x 12 x 88` */
export function shapeText(graph: TypedGraph, value: ValueId): string {
  return valuesOf(typingOf(graph, value).output).join(' x ');
}

function renderLayer({ make, part, options, optionsRequired }: LayerCode, name: Code | undefined): Code {
  const uses = part ? [part] : [];
  const items = Object.entries({ name, ...options }).flatMap(([key, code]) => {
    if (code === undefined) return [];
    return [flatten(code) === key ? code : wrap(`${key}: `, code)];
  });
  if (items.length === 0) return { text: `${make}(${optionsRequired ? '{}' : ''})`, uses };
  return { open: `${make}({`, items, close: '})', spaced: true, uses };
}

/** For layers that pass their value on unchanged (a join of one value, `flatten` of a vector): that value, by the layer's own. */
export function originsOf(graph: TypedGraph): ReadonlyMap<ValueId, ValueId> {
  const origins = new Map<ValueId, ValueId>();
  for (const node of graph.nodes) {
    const [input] = node.inputs;
    const { layer } = lower(graph, node, { names: new Map(), mayPassCells: false });
    if (input !== undefined && !layer) origins.set(node.id, origins.get(input) ?? input);
  }
  return origins;
}

/** The places in the spec where some layer has a kernel of one cell that skips cells. */
export function placesThatPass({ nodes }: TypedGraph): ReadonlySet<string> {
  const passing = nodes.filter((node) => {
    const window = windowOfNode(node);
    return window && passesCells(window.kernel, window.stride);
  });
  return new Set(passing.map(placeOf));
}

function placeOf({ site: { span } }: Node): string {
  return `${span.source.file} ${span.start}`;
}

interface Context extends Pick<Lowering<Kind>, 'mayPassCells'> {
  /** What expressions can name. */
  readonly names: ReadonlyMap<string, Parameter>;
}

function lower<K extends Kind>(graph: TypedGraph, node: NodeOf<K>, { names, mayPassCells }: Context): Lowered {
  if (!node.attributes) throw new Error(`${node.name} has no attributes`);
  return rows[node.kind]({
    attributes: node.attributes,
    inputs: node.inputs.map((input) => valuesOf(typingOf(graph, input).output)),
    weights: weightSpecs(graph, node.id),
    mayPassCells,
    ...attributeTexts(typescript, node, (expression, value) => formulaOf(typescript, expression, names, value)),
  });
}
