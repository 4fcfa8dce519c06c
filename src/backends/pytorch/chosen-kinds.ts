import { type Expression, namesIn, type Value } from '../../expression/ast';
import type { BlockUse, Body, Graph, Node } from '../../graph/graph';
import { scopesIn } from '../../graph/walk';
import { type Attributes, isKind, type Kind, layerOf } from '../../schema/kinds';
import { python } from '../python/expression';
import { attributeTexts } from '../source/attribute-texts';
import { type Code, line, reference } from '../source/code';
import { formulaOf, type Parameter } from '../source/expression';
import type { Frame, KindParameters } from './frame';
import type { LayerCode, Lowering } from './layer-code';
import { rows } from './layers';

/** The parameters of blocks whose only use is to choose a layer that is a module without arguments. */
export function kindParametersIn(graph: Graph): KindParameters {
  const uses = usesIn(graph.body);
  const found = new Map<string, Set<string>>();
  for (const { block, parameters } of uses) {
    const names = [...parameters].flatMap(([name, value]) => (typeOfValue(value) === undefined ? [] : [name]));
    const known = found.get(block);
    found.set(block, new Set(known ? names.filter((name) => known.has(name)) : names));
  }
  // What is read otherwise is no such parameter, and neither is what is passed on to one that is none.
  for (let changed = true; changed; ) {
    changed = false;
    for (const use of uses) {
      const own = found.get(use.block) ?? new Set();
      for (const name of otherwiseRead(use, found)) changed = own.delete(name) || changed;
    }
  }
  return found;
}

function usesIn({ steps }: Body): BlockUse[] {
  return steps.flatMap((step) => [
    ...(step.type === 'use' ? [step.use] : []),
    ...scopesIn(step).flatMap(({ body }) => usesIn(body)),
  ]);
}

/** The names that a block reads for something else than the kind of a layer. */
function otherwiseRead({ computed, body }: BlockUse, kinds: KindParameters): string[] {
  const names = (expressions: Iterable<Expression>): string[] =>
    [...expressions].flatMap((expression) => namesIn(expression).map(({ name }) => name));
  const inBody = ({ steps, conditions }: Body): string[] => [
    ...names(conditions.map(({ when }) => when)),
    ...steps.flatMap((step): string[] => {
      if (step.type === 'node') {
        const { symbols, chosenBy } = step.node;
        const isPlain = chosenBy?.type === 'name' && isDefault(step.node);
        return [...names(symbols.values()), ...(chosenBy && !isPlain ? names([chosenBy]) : [])];
      }
      if (step.type === 'use') {
        const { block, symbols } = step.use;
        return [...symbols].flatMap(([name, expression]) =>
          kinds.get(block)?.has(name) ? conditionsIn(expression) : names([expression]),
        );
      }
      const { times, names: own = [] } = step.type === 'repeat' ? step.repeat : { times: undefined };
      return [...own, ...(times ? names([times]) : []), ...scopesIn(step).flatMap((scope) => inBody(scope.body))];
    }),
  ];
  const conditionsIn = (expression: Expression): string[] =>
    expression.type === 'choice'
      ? [...names([expression.condition]), ...[expression.then, expression.otherwise].flatMap(conditionsIn)]
      : expression.type === 'name'
        ? []
        : names([expression]);
  return [...names(computed.values()), ...inBody(body)];
}

/** The parameter of a class that chooses a layer in it. */
export function chosenParameter({ kinds, parameters }: Frame, node: Node): Parameter | undefined {
  const { chosenBy } = node;
  const isKnown = chosenBy?.type === 'name' && kinds.has(chosenBy.name) && isDefault(node);
  return isKnown ? parameters.get(chosenBy.name) : undefined;
}

/** The value of a parameter that chooses a layer: `nn.ReLU`, another such parameter, or a choice of them. */
export function kindCode(
  { kinds, parameters }: Frame,
  {
    expression,
    value,
    names,
  }: {
    readonly expression: Expression | undefined;
    readonly value: Value;
    readonly names: ReadonlyMap<string, Parameter>;
  },
): Code | undefined {
  const written = (part: Expression): Code | undefined => {
    if (part.type === 'string') return typeOfValue(part.value);
    if (part.type === 'name') {
      const parameter = kinds.has(part.name) ? parameters.get(part.name) : undefined;
      return parameter && reference(parameter.identifier);
    }
    if (part.type !== 'choice') return undefined;
    const [then, otherwise] = [written(part.then), written(part.otherwise)];
    const condition = formulaOf(python, part.condition, names, true) ?? formulaOf(python, part.condition, names, false);
    return then && otherwise && condition ? line`${then} if ${condition} else ${otherwise}` : undefined;
  };
  return (expression && written(expression)) ?? typeOfValue(value);
}

function typeOfValue(value: Value): string | undefined {
  return typeof value === 'string' ? typeOfKindNamed(value) : undefined;
}

/** `nn.ReLU` for `relu`. */
export function typeOfKindNamed(word: string): string | undefined {
  return isKind(word) ? typeOfKind(word) : undefined;
}

/** `nn.ReLU` for a kind whose only module is created without arguments. */
function typeOfKind(kind: Kind): string | undefined {
  const { traits, fields } = layerOf(kind);
  if (!traits.elementwise || Object.values(fields).some(({ required }) => required)) return undefined;
  return defaultCode(kind).type;
}

function isDefault({ kind, attributes }: Node): boolean {
  return typeOfKind(kind) !== undefined && JSON.stringify(attributes) === JSON.stringify(defaultsOf(kind));
}

function defaultsOf(kind: Kind): Readonly<Record<string, unknown>> {
  const fields = Object.entries(layerOf(kind).fields).filter(([, field]) => 'default' in field);
  return Object.fromEntries(fields.map(([name, field]) => [name, field.normalise(field.default)]));
}

/** A layer of a kind as a spec without attributes has it. */
function defaultCode<K extends Kind>(kind: K): LayerCode {
  const texts = attributeTexts(python, { symbols: new Map() }, () => undefined);
  const lowering: Lowering<K> = {
    attributes: defaultsOf(kind) as Attributes<K>,
    inputs: [[1]],
    output: [1],
    weights: {},
    channels: ['1'],
    flattened: undefined,
    ordered: false,
    padding: undefined,
    ...texts,
    forward: texts,
  };
  return rows[kind](lowering);
}
