import { channelsOf, type Dimension } from '../../dimensions/dimension';
import { type Expression, isRational, isScalar, namesIn, type Value } from '../../expression/ast';
import { compare, plus, type Rational, rational } from '../../expression/rational';
import type { BlockUse, Node, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { layerOf } from '../../schema/kinds';
import { INCOMING } from '../../schema/words';

/**
 * How the channels of values in a block follow from its parameters and inputs, so that a class holds for every value of its parameters.
 * `input.channels` is the name of an input's channels.
 */
export type ChannelExpressions = (value: ValueId) => Expression | undefined;

const NOWHERE = { start: 0, end: 0 };

/** The channels of an input of a block, by its name. */
export function inputChannels(graph: TypedGraph, name: string, value: ValueId): Expression {
  return { type: 'name', name: `${name}.${channelsAt(graph, value).axis}`, ...NOWHERE };
}

/**
 * The channels of what a layer produces: written, those of an input that it `keeps` whatever its attributes are, or the sum of all; undefined if
 * they are only a number.
 */
export function channelsOfNode(
  graph: TypedGraph,
  node: Node,
  known: ChannelExpressions,
  keeps: (index: number) => boolean,
): Expression | undefined {
  const written = node.symbols.get(layerOf(node.kind).traits.channels ?? '');
  if (written) return inTermsOfBlock(written, node.inputs, graph, known);
  const output = channelsAt(graph, node.id);
  const inputs = node.inputs.map((input) => channelsAt(graph, input));
  const same = inputs.indexOf(output);
  if (same >= 0) return keeps(same) ? known(node.inputs[same] ?? -1) : undefined;
  return isSumOf(output, inputs) ? sumOf(node.inputs.map(known)) : undefined;
}

/** The channels of what a use of a block gives, from an expression over the block's own parameters and inputs. */
export function channelsOfUse(
  graph: TypedGraph,
  use: BlockUse,
  inner: Expression,
  known: ChannelExpressions,
): Expression | undefined {
  const { inputs } = use.body;
  const names = inputNames(graph, use);
  const meaning = (name: string): Expression | undefined => {
    const input = inputs.find((value, index) => `${names[index]}.${channelsAt(graph, value).axis}` === name);
    if (input !== undefined) return known(input);
    const computed = use.computed.get(name);
    if (computed) return substitute(computed, meaning);
    const symbol = use.symbols.get(name);
    const value = use.parameters.get(name);
    return symbol ? inTermsOfBlock(symbol, inputs, graph, known) : value === undefined ? undefined : literal(value);
  };
  return substitute(inner, meaning);
}

/** The names of a block's inputs; a list of layers that became a class has one without a name. */
export function inputNames(graph: TypedGraph, { block }: BlockUse): readonly string[] {
  return graph.blocks.get(block)?.inputs ?? [''];
}

/** An expression of an item without `in`, which means something else for every item. */
function inTermsOfBlock(
  expression: Expression,
  inputs: readonly ValueId[],
  graph: TypedGraph,
  known: ChannelExpressions,
): Expression | undefined {
  const [input] = inputs;
  return substitute(expression, (name) => {
    if (!name.startsWith(`${INCOMING}.`)) return { type: 'name', name, ...NOWHERE };
    if (input === undefined || name !== `${INCOMING}.${channelsAt(graph, input).axis}`) return undefined;
    return known(input);
  });
}

/** The expression with each name replaced; undefined if one has no replacement. */
export function substitute(
  expression: Expression,
  of: (name: string) => Expression | undefined,
): Expression | undefined {
  const all = (parts: readonly Expression[]): readonly Expression[] | undefined => {
    const found = parts.flatMap((part) => substitute(part, of) ?? []);
    return found.length === parts.length ? found : undefined;
  };
  switch (expression.type) {
    case 'number':
    case 'string':
    case 'boolean':
      return expression;
    case 'name':
      return of(expression.name);
    case 'not':
    case 'negate': {
      const operand = substitute(expression.operand, of);
      return operand && { ...expression, operand };
    }
    case 'binary': {
      const [left, right] = all([expression.left, expression.right]) ?? [];
      return left && right && { ...expression, left, right };
    }
    case 'choice': {
      const [then, condition, otherwise] = all([expression.then, expression.condition, expression.otherwise]) ?? [];
      return then && condition && otherwise && { ...expression, then, condition, otherwise };
    }
    // An item of a list stays as it is, if its names mean the same.
    case 'index':
    case 'slice':
      return namesIn(expression).every(({ name }) => isName(of(name), name)) ? expression : undefined;
    case 'call': {
      const operands = all(expression.operands);
      return operands && { ...expression, operands };
    }
  }
}

function isName(expression: Expression | undefined, name: string): boolean {
  return expression?.type === 'name' && expression.name === name;
}

function channelsAt(graph: TypedGraph, value: ValueId): Dimension {
  return channelsOf(typingOf(graph, value).output);
}

function isSumOf({ origin, value }: Dimension, inputs: readonly Dimension[]): boolean {
  if (origin.type !== 'derived' || origin.operands.length !== inputs.length) return false;
  const total = inputs.reduce((sum, input) => sum + input.value, 0);
  return total === value && origin.operands.every((operand, index) => operand === inputs[index]);
}

function sumOf(terms: readonly (Expression | undefined)[]): Expression | undefined {
  const [first, ...others] = terms.flatMap((term) => term ?? []);
  if (!first || others.length + 1 < terms.length) return undefined;
  const whole = wholeOf(first, others);
  if (whole) return whole;
  return others.reduce(plusTerm, first);
}

/** What equal parts are parts of: `a / 2 + a / 2` is `a`. */
function wholeOf(part: Expression, others: readonly Expression[]): Expression | undefined {
  if (part.type !== 'binary' || part.operator !== '/' || part.right.type !== 'number') return undefined;
  const isAll = compare(part.right.value, rational(BigInt(others.length + 1))) === 0;
  return isAll && others.every((other) => isSame(part, other)) ? part.left : undefined;
}

/** Whether two expressions differ only in their places. */
export function isSame(one: Expression, other: Expression): boolean {
  return textOf(one) === textOf(other);
}

function textOf(expression: Expression): string {
  return JSON.stringify(expression, (key, value: unknown) => {
    if (key === 'start' || key === 'end') return undefined;
    return typeof value === 'bigint' ? String(value) : value;
  });
}

/** `a + n + n` is counted, as `a + 2 * n`: a dense block adds the same number many times. */
function plusTerm(left: Expression, right: Expression): Expression {
  const sum: Expression = { type: 'binary', operator: '+', left, right, ...NOWHERE };
  if (right.type !== 'number' || left.type !== 'binary' || left.operator !== '+') return sum;
  const count = countOf(left.right, right.value);
  if (!count) return sum;
  const factor: Expression = { type: 'number', value: plus(count, rational(1n)), ...NOWHERE };
  return { ...left, right: { type: 'binary', operator: '*', left: factor, right, ...NOWHERE } };
}

/** How often a number is in a term `n` or `count * n`. */
function countOf(term: Expression, number: Rational): Rational | undefined {
  if (term.type === 'number') return compare(term.value, number) === 0 ? rational(1n) : undefined;
  if (term.type !== 'binary' || term.operator !== '*' || term.left.type !== 'number') return undefined;
  return term.right.type === 'number' && compare(term.right.value, number) === 0 ? term.left.value : undefined;
}

function literal(value: Value): Expression | undefined {
  if (!isScalar(value)) return undefined;
  if (isRational(value)) return { type: 'number', value, ...NOWHERE };
  return typeof value === 'string' ? { type: 'string', value, ...NOWHERE } : { type: 'boolean', value, ...NOWHERE };
}
