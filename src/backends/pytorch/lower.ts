import { valuesOf } from '../../dimensions/dimension';
import { type Expression, namesIn } from '../../expression/ast';
import type { Node, NodeOf, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { weightSpecs } from '../../graph/weights';
import type { Fields } from '../../schema/field';
import { type Kind, layerOf } from '../../schema/kinds';
import { python } from '../python/expression';
import { attributeTexts } from '../source/attribute-texts';
import { type Code, fixing, flatten, reference } from '../source/code';
import { formulaOf, type Parameter } from '../source/expression';
import type { Plain } from '../source/language';
import { created } from './calls';
import { channelsOfNode } from './channel-expressions';
import { chosenParameter } from './chosen-kinds';
import { dependenciesOf, dependenciesOfNames } from './dependencies';
import { hasExtents } from './extents';
import { channelsIn, expressionIn, type Frame, namesAt, type Program } from './frame';
import type { LayerCode, Lowering } from './layer-code';
import { rows } from './layers';
import { oneModule } from './two-forms';

/**
 * Renders a node into the class of a frame, for its `forward` or as a module that `__init__` creates. Afterwards the frame knows the channels of its
 * value.
 */
export function lower<K extends Kind>(
  program: Program,
  frame: Frame,
  node: NodeOf<K>,
  place: 'init' | 'forward',
  { reads = node.inputs, parametersIn = () => new Map() }: Reading = {},
): LayerCode {
  const { graph, order } = program;
  if (!node.attributes) throw new Error(`${node.name} has no attributes`);
  const output = valuesOf(typingOf(graph, node.id).output);
  const names = namesAt(graph, frame, node.inputs);
  const asked = new Set<Expression>();
  const reader =
    (write: (expression: Expression, value: Plain, fraction: boolean) => Code | undefined) =>
    (expression: Expression, value: Plain, attribute: string): Code => {
      asked.add(expression);
      return (
        write(expression, value, isFraction(node.kind, attribute)) ??
        fixing(originsOf(graph, frame, [expression], node.inputs), python.literal(value))
      );
    };
  const write = reader((expression, value, fraction) => formulaOf(python, expression, names, value, fraction));
  const texts = attributeTexts(python, node, write);
  const writeKept = reader((expression, value, fraction) =>
    keptFormula(frame, expression, parametersIn(expression), value, fraction),
  );
  const channels = node.inputs.map(
    (input, index) => frame.channels.get(reads[index] ?? input) ?? channelsIn(graph, frame, input),
  );
  const lowering: Lowering<K> = {
    attributes: node.attributes,
    inputs: node.inputs.map((input) => valuesOf(typingOf(graph, input).output)),
    output,
    weights: weightSpecs(graph, node.id),
    channels,
    flattened: order.flattened.get(node.id),
    ordered: order.flattens.has(node.id),
    padding: paddingParameter(frame, node.symbols.get('padding'), asked),
    ...texts,
    forward: place === 'init' ? texts : attributeTexts(python, node, writeKept),
  };
  const chosen = chosenParameter(frame, node as Node);
  const written = atAllSizes(node as Node, rows[node.kind](lowering));
  const code = chosen ? { ...oneModule(created(chosen.identifier)), channels: written.channels ?? '' } : written;
  // What an expression may say in `forward` is asked for there.
  code.expression(
    node.inputs.map(() => ''),
    '',
  );
  const unsaid = [...node.symbols].flatMap(([attribute, expression]) =>
    asked.has(expression) && !code.decides?.includes(attribute.split('/')[0] ?? '') ? [] : [expression],
  );
  const fixed = originsOf(graph, frame, unsaid, node.inputs);
  if (code.sized || !code.channels) frame.written.sizes = true;
  const size = (): Code => {
    const origins = originsOf(graph, frame, [...node.symbols.values()], node.inputs);
    return fixing([...origins, ...channels.flatMap(dependenciesOf)], String(output.at(-1)));
  };
  frame.channels.set(node.id, code.channels ?? size());
  const known = (input: ValueId): Expression | undefined => {
    const read = reads[node.inputs.indexOf(input)] ?? input;
    return read < 0 ? frame.expressions.get(read) : expressionIn(graph, frame, read);
  };
  const keeps = (index: number): boolean => flatten(code.channels ?? '') === flatten(channels[index] ?? '');
  const expression = channelsOfNode(graph, node as Node, known, keeps);
  if (expression) frame.expressions.set(node.id, expression);
  // A name says it shorter than a sum of its parts.
  const isNew = code.channels !== undefined && !channels.some((_, index) => keeps(index));
  const name = expression?.type === 'name' && isNew && formulaOf(python, expression, names, output.at(-1) ?? 0);
  if (name) frame.channels.set(node.id, name);
  return fixed.length === 0 ? code : fixingAll(fixed, code);
}

/** What `forward` reads for a layer. */
interface Reading {
  /** Its inputs under the ids of the plan. */
  readonly reads?: readonly ValueId[];
  /** What the sizes of values in an expression are called. */
  readonly parametersIn?: (expression: Expression) => ReadonlyMap<string, Parameter>;
}

/** A function with sizes that only `forward` knows is no module, which would have them as numbers. */
function atAllSizes({ symbols }: Node, code: LayerCode): LayerCode {
  return code.module === undefined && [...symbols.values()].some(hasExtents) ? { ...code, modules: undefined } : code;
}

/** The parameter that a convolution takes as its padding; then its expression is asked for. */
function paddingParameter(
  { paddings, parameters }: Frame,
  expression: Expression | undefined,
  asked: Set<Expression>,
): Lowering<Kind>['padding'] {
  const name = expression?.type === 'name' && paddings.has(expression.name) ? expression.name : undefined;
  const parameter = name === undefined ? undefined : parameters.get(name);
  const padding = paddings.get(name ?? '');
  if (!expression || !padding || !parameter || parameter.inlined) return undefined;
  asked.add(expression);
  return { code: parameter.code ?? reference(parameter.identifier), strided: padding.strided };
}

function originsOf(
  graph: TypedGraph,
  frame: Frame,
  expressions: readonly Expression[],
  entering: readonly ValueId[],
): readonly string[] {
  if (expressions.length === 0) return [];
  const names = expressions.flatMap((expression) => namesIn(expression).map(({ name }) => name));
  return dependenciesOfNames(graph, frame, names, entering);
}

/** A layer that is not right for other values of these parameters. */
function fixingAll(names: readonly string[], { module, modules, expression, ...others }: LayerCode): LayerCode {
  const fixed = module && fixing(names, module);
  return {
    ...others,
    ...(fixed && { module: fixed }),
    modules: modules?.map((one) => (fixed && one === module ? fixed : one)),
    expression: (inputs, self) => fixing(names, expression(inputs, self)),
  };
}

/** Whether an attribute need not be whole. */
function isFraction(kind: Kind, attribute: string): boolean {
  const fields: Fields = layerOf(kind).fields;
  const schema = fields[attribute]?.schema;
  return schema !== undefined && 'type' in schema && schema.type === 'number';
}

/** An expression for `forward`, which reads parameters from the module: `self.slope`. */
function keptFormula(
  frame: Frame,
  expression: Expression,
  sizes: ReadonlyMap<string, Parameter>,
  value: Plain,
  fraction: boolean,
): Code | undefined {
  const read = formulaOf(python, expression, new Map([...frame.parameters, ...sizes]), value, fraction)?.names ?? [];
  const kept = [...frame.parameters].flatMap(([name, parameter]) =>
    read.includes(name) ? [[name, { ...parameter, identifier: `self.${keep(frame, name)}` }] as const] : [],
  );
  return formulaOf(python, expression, new Map([...kept, ...sizes]), value, fraction);
}

/** The attribute that keeps a parameter for `forward`. */
export function keep({ kept, attributes }: Frame, parameter: string): string {
  const attribute = kept.get(parameter) ?? attributes.mint(parameter);
  kept.set(parameter, attribute);
  return attribute;
}
