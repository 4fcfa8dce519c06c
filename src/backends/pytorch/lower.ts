import { entry, valuesOf } from '../../dimensions/dimension';
import type { Node } from '../../graph/graph';
import { typingOf } from '../../graph/typed-graph';
import { weightSpecs } from '../../graph/weights';
import type { Kind } from '../../schema/kinds';
import { python } from '../python/expression';
import { literal } from '../python/literal';
import { formulaOf, type Parameter } from '../source/expression';
import type { Frame, Program } from './frame';
import type { AttributeTexts, LayerCode, Lowering, Row } from './layer-code';
import { rows } from './layers';

/** What becomes of a node in the class of a frame. Afterwards the frame knows the channels of its value. */
export function lower({ graph, order }: Program, frame: Frame, node: Node): LayerCode {
  const { output } = typingOf(graph, node.id);
  const lowering: Lowering<Kind> = {
    attributes: node.attributes as never,
    inputs: node.inputs.map((input) => valuesOf(typingOf(graph, input).output)),
    output: valuesOf(output),
    weights: weightSpecs(graph, node.id),
    channels: node.inputs.map(
      (input) => frame.channels.get(input) ?? String(valuesOf(typingOf(graph, input).output).at(-1)),
    ),
    flattened: order.flattened.get(node.id),
    ordered: order.flattens.has(node.id),
    ...textsOf(node, frame, (_name, parameter) => parameter),
    forward: textsOf(node, frame, (name, parameter) => ({ ...parameter, identifier: `self.${keep(frame, name)}` })),
  };
  const code = (rows[node.kind] as Row<Kind>)(lowering);
  frame.channels.set(node.id, code.channels ?? String(lowering.output.at(-1)));
  return code;
}

/** The attributes of a node as Python that reads each parameter as `asRead` says. */
function textsOf(node: Node, frame: Frame, asRead: (name: string, parameter: Parameter) => Parameter): AttributeTexts {
  const formula = (attribute: string, value: number | boolean): string | undefined => {
    const expression = node.symbols.get(attribute);
    const found = expression && formulaOf(python, expression, frame.parameters, value);
    if (!found) return undefined;
    for (const name of found.names) frame.used.add(name);
    const read = [...frame.parameters].filter(([name]) => found.names.includes(name));
    return formulaOf(python, expression, new Map(read.map(([name, each]) => [name, asRead(name, each)])), value)?.text;
  };
  const scalar: AttributeTexts['scalar'] = (attribute, value) => formula(attribute, value) ?? literal(value);
  return {
    scalar,
    pair: (attribute, values) => {
      const texts = values.map((value, index) => scalar(`${attribute}/${index}`, value));
      const first = entry(texts, 0);
      const alike = texts.every((text) => text === first);
      return alike ? (formula(attribute, entry(values, 0)) ?? first) : `(${texts.join(', ')})`;
    },
  };
}

/** The attribute by which a module keeps a parameter for its `forward`. */
function keep({ kept, attributes }: Frame, parameter: string): string {
  const attribute = kept.get(parameter) ?? attributes.mint(parameter);
  kept.set(parameter, attribute);
  return attribute;
}
