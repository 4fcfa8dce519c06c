import { channelsOf, valuesOf } from '../../dimensions/dimension';
import type { Expression } from '../../expression/ast';
import { rational } from '../../expression/rational';
import type { Node, ValueId } from '../../graph/graph';
import { typingOf } from '../../graph/typed-graph';
import { python } from '../python/expression';
import type { Code } from '../source/code';
import { formulaOf } from '../source/expression';
import { method, TENSOR, torch } from './calls';
import { type Frame, namesAt, type Program } from './frame';
import type { Shares } from './plan';

/** `x.chunk(2, dim=1)`, or `x.split([16, 48], dim=1)` for shares that differ. Afterwards the frame knows their channels. */
export function sharesCode(program: Program, frame: Frame, { inputs: [input], nodes }: Shares, value: Code): Code {
  const { graph } = program;
  const sizes = nodes.map(({ id }) => valuesOf(typingOf(graph, id).output));
  const whole = valuesOf(typingOf(graph, input).output);
  const axis = whole.findIndex((size, place) => size !== sizes[0]?.[place]);
  const dim = `dim=${axis < 0 || axis === whole.length - 1 ? 1 : axis + 2}`;
  const shares = sizes.map((shape) => shape[Math.max(axis, 0)] ?? 0);
  const equal = shares.every((size) => size === shares[0]);
  for (const node of nodes) noteShare(program, frame, input, node, equal ? nodes.length : undefined);
  const code = equal
    ? method(value, 'chunk', [String(nodes.length), dim])
    : torch('split', [value, `[${shares.join(', ')}]`, dim]);
  return { ...code, type: TENSOR };
}

/** Notes the channels of an equal share: `in_channels // 2`. */
function noteShare({ graph }: Program, frame: Frame, input: ValueId, node: Node, count: number | undefined): void {
  const before = channelsOf(typingOf(graph, input).output).value;
  const size = channelsOf(typingOf(graph, node.id).output).value;
  const expression = frame.expressions.get(input);
  if (!expression || (size !== before && count === undefined)) return;
  const divisor: Expression = { type: 'number', value: rational(BigInt(count ?? 1)), start: 0, end: 0 };
  const share: Expression =
    size === before
      ? expression
      : { type: 'binary', operator: '/', left: expression, right: divisor, start: 0, end: 0 };
  frame.expressions.set(node.id, share);
  const code = formulaOf(python, share, namesAt(graph, frame, []), size);
  if (code) frame.channels.set(node.id, code);
}
