import { channelsOf, sameShape } from '../../dimensions/dimension';
import { type Expression, isScalar, type Value } from '../../expression/ast';
import { formatValue } from '../../expression/evaluate';
import { rational } from '../../expression/rational';
import type { Condition, ValueId } from '../../graph/graph';
import { type TypedGraph, typingOf } from '../../graph/typed-graph';
import { type Code, usesOf } from '../source/code';
import type { Parameter } from '../source/expression';
import { inputChannels } from './channel-expressions';
import type { Conditional } from './conditionals';
import { COMING, channelsIn, type Frame, type Program } from './frame';

/**
 * A frame that writes an item of another use of the block in the words of this one: the values are those of the other use, and the names those of
 * this class. Undefined if this class has a number where the other use has another.
 */
export function foreignFrame(
  { graph }: Program,
  frame: Frame,
  condition: Condition,
  { condition: other, values, inputs }: Conditional,
): Frame | undefined {
  const parameters = new Map<string, Parameter>();
  for (const [name, value] of values) {
    const own = frame.parameters.get(name);
    const isNumber = own?.inlined && !same(own.value, value);
    if (own && isScalar(value) && !isNumber) parameters.set(name, { ...own, value });
  }
  const entering = new Map<ValueId, Code>();
  const expressions = new Map<ValueId, Expression>();
  for (const [name, value] of inputs) {
    const size = `${name}.${channelsOf(typingOf(graph, value).output).axis}`;
    const own = frame.parameters.get(size);
    if (own && !own.inlined) parameters.set(size, { ...own, value: sizeOf(graph, value) });
    const code = frame.entering.get(frame.inputs.get(name) ?? -1);
    if (!code || usesOf(code).size === 0) continue;
    entering.set(value, code);
    expressions.set(value, inputChannels(graph, name, value));
  }
  const channels = new Map(entering);
  const others = [...other.inputs, other.before];
  for (const [index, own] of [...condition.inputs, condition.before].entries()) {
    const value = others[index] ?? -1;
    const code = channelsIn(graph, frame, own);
    if (usesOf(code).size === 0 && !same(sizeOf(graph, own), sizeOf(graph, value))) return undefined;
    channels.set(value, code);
    const expression = frame.expressions.get(own);
    if (expression) expressions.set(value, expression);
    const running = frame.parameters.get(COMING);
    if (running && expression?.type === 'name' && expression.name === COMING)
      parameters.set(COMING, { ...running, value: sizeOf(graph, value) });
  }
  const written = { names: new Set<string>(), sizes: false };
  return { ...frame, parameters, values, inputs, entering, channels, expressions, fixed: new Set(), written };
}

/** Whether what was written in such a frame says nothing in numbers that is different in this use. */
export function isRightFor(
  { graph }: Program,
  { values }: Frame,
  { written }: Frame,
  { condition, conditional }: { readonly condition: Condition; readonly conditional: Conditional },
): boolean {
  const others = conditional.condition.inputs;
  const hasSameNames = [...written.names].every(
    (name) => !name.includes('.') && same(values.get(name), conditional.values.get(name)),
  );
  const shapeOf = (value: ValueId) => typingOf(graph, value).output;
  const hasSameSizes = condition.inputs.every((value, index) =>
    sameShape(shapeOf(value), shapeOf(others[index] ?? value)),
  );
  return hasSameNames && (hasSameSizes || !written.sizes);
}

function sizeOf(graph: TypedGraph, value: ValueId) {
  return rational(BigInt(channelsOf(typingOf(graph, value).output).value));
}

function same(value: Value | undefined, other: Value | undefined): boolean {
  if (value === undefined || other === undefined) return value === other;
  return typeof value === typeof other && formatValue(value) === formatValue(other);
}
