import type { Note } from '../diagnostics/diagnostic';
import type { OddPath } from '../diagnostics/messages/shape';
import { formatShape } from '../diagnostics/messages/words';
import type { Details } from '../diagnostics/report';
import type { Span } from '../diagnostics/source';
import { type Shape, valuesOf } from '../dimensions/dimension';
import { explainDimension } from '../dimensions/explain-dimension';
import { type Graph, type Node, nameOfValue, nodeOf, type ValueId } from '../graph/graph';
import { type Joining, mendJoin } from './mend-join';

/** Why paths do not join, and the path that differs from all others, where there is one. */
export interface JoinExplanation extends Details {
  readonly odd: OddPath | undefined;
}

/**
 * Why paths do not join: one note a path with its shape. The paths that differ from what most have, or all where there is no
 * such shape, come first, with the chains of sums that made their sizes so; and the edits that would mend them, where they are
 * known. `whole` compares channels too, as `add` does.
 */
export function explainJoin(joining: Joining, inputs: readonly Shape[]): JoinExplanation {
  const { graph, join, whole } = joining;
  const keys = inputs.map((shape) => formatShape(valuesOf(whole ? shape : shape.slice(0, -1))));
  const usual = mostCommon(keys);
  const wrong = inputs.map((_, index) => index).filter((index) => keys[index] !== usual);
  const target = inputs[usual === undefined ? 0 : keys.indexOf(usual)] ?? [];
  const lonely = usual !== undefined && wrong.length === 1 ? wrong[0] : undefined;
  const notes = inputs.map((shape, index): Note => {
    const odd = index === lonely ? ', the odd one out' : '';
    const span = spanOfPath(graph, join, join.inputs[index] ?? 0);
    return { message: `${pathName(graph, join, index)} gives ${formatShape(valuesOf(shape))}${odd}`, span };
  });
  const first = wrong.flatMap((index) => [notes[index] as Note, ...sums(inputs, index, whole)]);
  const others = notes.filter((_, index) => !wrong.includes(index));
  const mend = mendJoin(joining, inputs, usual === undefined ? undefined : { target, wrong });
  const odd = lonely === undefined ? undefined : oddPath(pathName(graph, join, lonely), inputs[lonely], target);
  return { notes: [...first, ...others], ...mend, odd };
}

/** The end of a path, as the list says it that the join stands in: a layer, or the use of a block. */
function spanOfPath(graph: Graph, join: Node, id: ValueId): Span {
  const node = nodeOf(graph, id);
  return node?.uses[join.uses.length]?.span ?? (node ?? graph.inputs[id] ?? join).site.span;
}

function oddPath(path: string, shape: Shape = [], target: Shape): OddPath {
  return { path, found: valuesOf(shape), usual: valuesOf(target) };
}

function pathName(graph: Graph, join: Node, index: number): string {
  const path = join.paths?.[index];
  return path === undefined ? `\`${nameOfValue(graph, join.inputs[index] ?? 0)}\`` : `path \`${path}\``;
}

/** The key that more than half have, where there are three or more. */
function mostCommon(keys: readonly string[]): string | undefined {
  if (keys.length < 3) return undefined;
  return keys.find((key) => 2 * keys.filter((other) => other === key).length > keys.length);
}

/** Where the sizes of one path come from that are not the same in all. */
function sums(inputs: readonly Shape[], index: number, whole: boolean): Note[] {
  const shape = inputs[index] ?? [];
  if (!inputs.every(({ length }) => length === shape.length)) return [];
  const words = shape.length === 3 ? ['height', 'width', 'channels'] : [];
  const differing = shape.map((size, axis) => inputs.some((other) => other[axis]?.value !== size.value));
  const notes = shape.flatMap((size, axis) => {
    const compared = whole || axis < shape.length - 1;
    const sameAsHeight = axis === 1 && differing[0] && chain(shape, 0) === chain(shape, 1);
    return compared && differing[axis] && !sameAsHeight ? explainDimension(size, words[axis]) : [];
  });
  return notes;
}

/** The sums of an axis as text, to tell whether two axes have the same. */
function chain(shape: Shape, axis: number): string {
  const size = shape[axis];
  return size
    ? explainDimension(size)
        .map(({ message }) => message)
        .join()
    : '';
}
