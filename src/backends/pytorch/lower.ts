import { valuesOf } from '../../dimensions/dimension';
import type { Expression } from '../../expression/ast';
import type { Node, NodeOf, ValueId } from '../../graph/graph';
import { typingOf } from '../../graph/typed-graph';
import { weightSpecs } from '../../graph/weights';
import type { Fields } from '../../schema/field';
import { type Kind, layerOf } from '../../schema/kinds';
import { python } from '../python/expression';
import { attributeTexts } from '../source/attribute-texts';
import type { Code } from '../source/code';
import { formulaOf } from '../source/expression';
import type { Plain } from '../source/language';
import { channelsOfNode } from './channel-expressions';
import { channelsIn, type Frame, namesAt, type Program } from './frame';
import type { LayerCode, Lowering } from './layer-code';
import { rows } from './layers';

/**
 * Renders a node into the class of a frame, for its `forward` or as a module that `__init__` creates. `reads` are its inputs under the ids of the
 * plan. Afterwards the frame knows the channels of its value. */
export function lower<K extends Kind>(
  { graph, order }: Program,
  frame: Frame,
  node: NodeOf<K>,
  place: 'init' | 'forward',
  reads: readonly ValueId[] = node.inputs,
): LayerCode {
  if (!node.attributes) throw new Error(`${node.name} has no attributes`);
  const output = valuesOf(typingOf(graph, node.id).output);
  const names = namesAt(graph, frame, node.inputs);
  const texts = attributeTexts(python, node, (expression, value, attribute) =>
    formulaOf(python, expression, names, value, isFraction(node.kind, attribute)),
  );
  const lowering: Lowering<K> = {
    attributes: node.attributes,
    inputs: node.inputs.map((input) => valuesOf(typingOf(graph, input).output)),
    output,
    weights: weightSpecs(graph, node.id),
    channels: node.inputs.map(
      (input, index) => frame.channels.get(reads[index] ?? input) ?? channelsIn(graph, frame, input),
    ),
    flattened: order.flattened.get(node.id),
    ordered: order.flattens.has(node.id),
    ...texts,
    forward:
      place === 'init'
        ? texts
        : attributeTexts(python, node, (expression, value, attribute) =>
            keptFormula(frame, expression, value, isFraction(node.kind, attribute)),
          ),
  };
  const code = rows[node.kind](lowering);
  frame.channels.set(node.id, code.channels ?? String(output.at(-1)));
  const known = new Map(frame.expressions);
  for (const [index, input] of node.inputs.entries()) {
    const read = frame.expressions.get(reads[index] ?? input);
    if (read) known.set(input, read);
  }
  const expression = channelsOfNode(graph, node as Node, known);
  if (expression) frame.expressions.set(node.id, expression);
  return code;
}

/** Whether an attribute need not be whole. */
function isFraction(kind: Kind, attribute: string): boolean {
  const fields: Fields = layerOf(kind).fields;
  const schema = fields[attribute]?.schema;
  return schema !== undefined && 'type' in schema && schema.type === 'number';
}

/** An expression for `forward`, which reads parameters from the module: `self.slope`. */
function keptFormula(frame: Frame, expression: Expression, value: Plain, fraction: boolean): Code | undefined {
  const read = formulaOf(python, expression, frame.parameters, value, fraction)?.names ?? [];
  const kept = [...frame.parameters].flatMap(([name, parameter]) =>
    read.includes(name) ? [[name, { ...parameter, identifier: `self.${keep(frame, name)}` }] as const] : [],
  );
  return formulaOf(python, expression, new Map(kept), value, fraction);
}

/** The attribute that keeps a parameter for `forward`. */
export function keep({ kept, attributes }: Frame, parameter: string): string {
  const attribute = kept.get(parameter) ?? attributes.mint(parameter);
  kept.set(parameter, attribute);
  return attribute;
}
