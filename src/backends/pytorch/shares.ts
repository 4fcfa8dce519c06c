import { channelsOf, valuesOf } from '../../dimensions/dimension';
import { type Expression, namesIn } from '../../expression/ast';
import { rational } from '../../expression/rational';
import type { NodeOf } from '../../graph/graph';
import { typingOf } from '../../graph/typed-graph';
import { python, quotientOf } from '../python/expression';
import { type Code, fixing, numberFrom, usesOf } from '../source/code';
import { formulaOf } from '../source/expression';
import { method, torch } from './calls';
import { dependenciesOfNames } from './dependencies';
import { channelsIn, expressionIn, type Frame, namesAt, type Program } from './frame';
import { dimOf } from './layout';
import type { Shares } from './plan';

type Share = NodeOf<'slice'>;

/** `x.chunk(2, dim=1)`, or `x.split([16, 48], dim=1)` for shares that differ. Afterwards the frame knows their channels. */
export function sharesCode(program: Program, frame: Frame, shares: Shares, value: Code): Code {
  const { graph } = program;
  const {
    inputs: [input],
    nodes,
    split,
  } = shares;
  const axis = nodes[0]?.attributes?.axis ?? 'channels';
  const dim = `dim=${dimOf(axis, valuesOf(typingOf(graph, input).output))}`;
  const counts = nodes.map(({ attributes }) => (attributes?.end ?? 0) - (attributes?.start ?? 0));
  const sizes = counts.map((count, index) => sizeOf(program, frame, shares, { count, index }));
  for (const [index, node] of nodes.entries()) {
    if (axis === 'channels') noteShare(program, frame, shares, { node, index, size: sizes[index] ?? '' });
    else keep(program, frame, node);
  }
  if (sizes.some((size) => usesOf(size).size > 0)) {
    const attribute = frame.attributes.mint('sizes');
    frame.init.push({ depth: 0, code: { open: `self.${attribute} = [`, items: sizes, close: ']' } });
    return torch('split', [value, `self.${attribute}`, dim]);
  }
  const isEqual = split.sizes === undefined || counts.every((count) => count === counts[0]);
  const list: Code = { open: '[', items: sizes, close: ']' };
  return isEqual ? method(value, 'chunk', [String(nodes.length), dim]) : torch('split', [value, list, dim]);
}

/** The size of a share that is written, as Python of `__init__`. */
function sizeOf(
  { graph }: Program,
  frame: Frame,
  { inputs, split }: Shares,
  { count, index }: { readonly count: number; readonly index: number },
): Code {
  const expression = split.sizes?.get(index);
  if (!expression) return String(count);
  const formula = formulaOf(python, expression, namesAt(graph, frame, inputs), count);
  if (formula) return formula;
  const names = namesIn(expression).map(({ name }) => name);
  return fixing(dependenciesOfNames(graph, frame, names, inputs), String(count));
}

/** Notes the channels of a share: those that are written, or an equal part, `in_channels // 2`. */
function noteShare(
  { graph }: Program,
  frame: Frame,
  { inputs: [input], nodes, split }: Shares,
  { node, index, size }: { readonly node: Share; readonly index: number; readonly size: Code },
): void {
  const whole = channelsIn(graph, frame, input);
  const written = split.sizes?.get(index);
  if (split.sizes) {
    frame.channels.set(node.id, size);
    // `in` is another value in the expressions of what follows.
    if (written && namesIn(written).every(({ name }) => frame.parameters.has(name)))
      frame.expressions.set(node.id, written);
    return;
  }
  const total = channelsOf(typingOf(graph, input).output).value;
  const isNumber = usesOf(whole).size === 0;
  const part = isNumber ? numberFrom(total / nodes.length, [whole]) : quotientOf(whole, String(nodes.length));
  frame.channels.set(node.id, part);
  const left = expressionIn(graph, frame, input);
  const right: Expression = { type: 'number', value: rational(BigInt(nodes.length)), start: 0, end: 0 };
  if (left && !isNumber)
    frame.expressions.set(node.id, { type: 'binary', operator: '/', left, right, start: 0, end: 0 });
}

/** A share along another axis has all channels. */
function keep({ graph }: Program, frame: Frame, { id, inputs: [input = -1] }: Share): void {
  frame.channels.set(id, channelsIn(graph, frame, input));
  const expression = frame.expressions.get(input);
  if (expression) frame.expressions.set(id, expression);
}
