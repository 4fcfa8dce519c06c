import type { Note } from '../diagnostics/diagnostic';
import type { OddPath } from '../diagnostics/messages/shape';
import { formatShape } from '../diagnostics/messages/words';
import type { Details } from '../diagnostics/report';
import type { Span } from '../diagnostics/source';
import type { Axis } from '../dimensions/axis';
import { axesOf, entry, formOf, type Shape, shownValue, valuesOf } from '../dimensions/dimension';
import { explainSizes } from '../dimensions/explain-dimension';
import { type GraphSoFar, type Node, nameOfValue, nodeOf, type ValueId } from '../graph/graph';

/** A join, and its graph. */
export interface Joining {
  readonly graph: GraphSoFar;
  readonly join: Node;
  /** The axes on which all inputs must agree. */
  readonly same: readonly Axis[];
}

/** Why paths cannot be joined, and the one path that differs from all others, if there is one. */
export interface JoinExplanation extends Details {
  readonly odd: OddPath | undefined;
}

/**
 * Explains why paths cannot be joined, with one note per path and its shape. First come the paths that differ from the majority
 * (or all, without a majority), with the origins of their sizes.
 */
export function explainJoin({ graph, join, same }: Joining, inputs: readonly Shape[]): JoinExplanation {
  const keys = inputs.map((shape) => `${axesOf(shape)} ${valuesOf(compared(shape, same))}`);
  const usual = mostCommon(keys);
  const wrong = inputs.map((_, index) => index).filter((index) => keys[index] !== usual);
  const target = entry(inputs, usual === undefined ? 0 : keys.indexOf(usual));
  const lonely = usual !== undefined && wrong.length === 1 ? wrong[0] : undefined;
  const notes = inputs.map((shape, index): Note => {
    const odd = index === lonely ? ', the odd one out' : '';
    const span = spanOfPath(graph, join, entry(join.inputs, index));
    return { message: `${pathName(graph, join, index)} produces ${formatShape(valuesOf(shape))}${odd}`, span };
  });
  const first = wrong.flatMap((index) => [entry(notes, index), ...sums(inputs, entry(inputs, index), same)]);
  const others = notes.filter((_, index) => !wrong.includes(index));
  const odd =
    lonely === undefined ? undefined : oddPath(pathName(graph, join, lonely), entry(inputs, lonely), target, same);
  return { notes: [...first, ...others], odd };
}

/** The dimensions that must agree in all inputs. */
function compared(shape: Shape, same: readonly Axis[]): Shape {
  return shape.filter(({ axis }) => same.includes(axis));
}

/** Where the end of a path is written in the list that contains the join: a layer, or the use of a block. */
function spanOfPath(graph: GraphSoFar, join: Node, id: ValueId): Span {
  const node = nodeOf(graph, id);
  return node?.uses[join.uses.length]?.span ?? (node ?? graph.inputs[id] ?? join).site.span;
}

/** The whole shapes if their forms differ, otherwise only the compared axes. */
function oddPath(path: string, shape: Shape, target: Shape, same: readonly Axis[]): OddPath {
  if (formOf(shape) !== formOf(target)) return { path, found: shownValue(shape), usual: shownValue(target) };
  const shown = (value: Shape) => ({ ...shownValue(value), sizes: valuesOf(compared(value, same)) });
  return { path, found: shown(shape), usual: shown(target) };
}

function pathName(graph: GraphSoFar, join: Node, index: number): string {
  const path = join.paths?.[index];
  return path === undefined ? `\`${nameOfValue(graph, entry(join.inputs, index))}\`` : `path \`${path}\``;
}

/** The key that more than half of three or more share. */
function mostCommon(keys: readonly string[]): string | undefined {
  if (keys.length < 3) return undefined;
  return keys.find((key) => 2 * keys.filter((other) => other === key).length > keys.length);
}

/** Where the differing sizes of one path come from; axes with the same origin as an earlier one are omitted. */
function sums(inputs: readonly Shape[], shape: Shape, same: readonly Axis[]): Note[] {
  if (!inputs.every((other) => String(axesOf(other)) === String(axesOf(shape)))) return [];
  const differing = shape.filter(
    (size, index) => same.includes(size.axis) && !inputs.every((other) => other[index]?.value === size.value),
  );
  return explainSizes(differing);
}
