import { entry, valuesOf } from '../../dimensions/dimension';
import type { Node, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { weightSpecs } from '../../graph/weights';
import type { Kind } from '../../schema/kinds';
import type { Code, Item } from '../source/code';
import { formulaOf, type Parameter } from '../source/expression';
import { typescript } from './expression';
import { type Frame, nameText, type Program } from './frame';
import type { LayerCode, Lowered, Lowering, Row } from './layer-code';
import { rows } from './layers';
import { literal } from './literal';

/** The layers of a node, one or several; none where it leaves its value as it is. */
export function renderLayers(program: Program, frame: Frame, node: Node): (Code | Item)[] {
  const { graph, nameAll } = program;
  const { before = [], layer } = lower(graph, frame, node);
  if (!layer) return [];
  const hasWeights = typingOf(graph, node.id).weights.size > 0;
  const name = node.named || hasWeights || nameAll ? nameText(frame, node.name) : undefined;
  const padName = nameAll ? nameText(frame, `${node.name}/padding`) : undefined;
  return [
    ...before.map((code) => renderLayer(program, code, padName)),
    { code: renderLayer(program, layer, name), comment: shapeRemark(graph, frame, node) },
  ];
}

/** The shape of a value, where the layer does not say it; only where a body stands for one use alone. */
function shapeRemark(graph: TypedGraph, frame: Frame, node: Node): string | undefined {
  const [input] = node.inputs;
  const after = shapeText(graph, node.id);
  const stays = node.inputs.length === 1 && input !== undefined && shapeText(graph, input) === after;
  return frame.prefix !== '' || stays || node.kind === 'dense' ? undefined : after;
}

/** `12 x 12 x 88` */
export function shapeText(graph: TypedGraph, value: ValueId): string {
  return valuesOf(typingOf(graph, value).output).join(' x ');
}

function renderLayer(program: Program, layer: LayerCode, name: string | undefined): Code {
  const { make, part, options, optionsRequired } = layer;
  if (part) program.parts.add(part);
  const items = Object.entries({ name, ...options }).flatMap(([key, text]) => {
    if (text === undefined) return [];
    return [text === key ? key : `${key}: ${text}`];
  });
  if (items.length === 0) return `${make}(${optionsRequired ? '{}' : ''})`;
  return { open: `${make}({`, items, close: '})', spaced: true };
}

/**
 * The values that layers pass on as they are: each by the layer's own value. A join of one value does, and `flatten` of a vector.
 */
export function originsOf(graph: TypedGraph): ReadonlyMap<ValueId, ValueId> {
  const frame = { parameters: new Map<string, Parameter>(), used: new Set<string>() };
  const origins = new Map<ValueId, ValueId>();
  for (const node of graph.nodes) {
    const [input] = node.inputs;
    if (input !== undefined && !lower(graph, frame, node).layer) origins.set(node.id, origins.get(input) ?? input);
  }
  return origins;
}

function lower(graph: TypedGraph, frame: Pick<Frame, 'parameters' | 'used'>, node: Node): Lowered {
  const formula = (attribute: string, value: number | boolean): string | undefined => {
    const expression = node.symbols.get(attribute);
    const found = expression && formulaOf(typescript, expression, frame.parameters, value);
    for (const name of found?.names ?? []) frame.used.add(name);
    return found?.text;
  };
  const scalar: Lowering<Kind>['scalar'] = (attribute, value) => formula(attribute, value) ?? literal(value);
  const lowering: Lowering<Kind> = {
    attributes: node.attributes as never,
    inputs: node.inputs.map((input) => valuesOf(typingOf(graph, input).output)),
    weights: weightSpecs(graph, node.id),
    scalar,
    list: (attribute, values) => `[${values.map((value, index) => scalar(`${attribute}/${index}`, value)).join(', ')}]`,
    pair: (attribute, values) => {
      const texts = values.map((value, index) => scalar(`${attribute}/${index}`, value));
      const first = entry(texts, 0);
      const alike = texts.every((text) => text === first);
      return alike ? (formula(attribute, entry(values, 0)) ?? first) : `[${texts.join(', ')}]`;
    },
  };
  return (rows[node.kind] as Row<Kind>)(lowering);
}
