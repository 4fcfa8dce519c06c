import type { Fix } from '../diagnostics/diagnostic';
import type { Axis } from '../dimensions/axis';
import { axesOf, axisOf, entry, type Shape, spatialAxes } from '../dimensions/dimension';
import type { GraphSoFar, Node, ValueId } from '../graph/graph';
import { type Changes, JoinPath } from './join-path';
import { editsOf, isOfAllUses, isOfChannels, type PathEdit } from './path-edits';

interface Majority {
  readonly target: Shape;
  /** Indices of the paths with another shape. */
  readonly wrong: readonly number[];
}

/** What would fix a join: in words, and as edits where every attribute to change is written in the spec. */
export interface JoinFix {
  readonly help: string | undefined;
  readonly fixes: readonly Fix[];
}

/** A join, its graph, and the shapes known so far. */
export interface Joining {
  readonly graph: GraphSoFar;
  readonly join: Node;
  readonly shapeOf: (id: ValueId) => Shape | undefined;
  /** The axes on which all inputs must agree. */
  readonly same: readonly Axis[];
}

/**
 * The smallest edits that make paths match. Each is tried by inferring the path with it, so that every suggestion works.
 * Without a majority, either of two paths may be the one to change.
 */
export function fixJoin(joining: Joining, inputs: readonly Shape[], majority: Majority | undefined): JoinFix {
  const candidates = majority
    ? [majority.wrong.map((index) => fixPath(joining, index, majority.target))]
    : inputs.length === 2
      ? [0, 1].map((index) => [fixPath(joining, index, entry(inputs, 1 - index))])
      : [];
  const whole = candidates.flatMap((paths) => (paths.every((edits) => edits !== undefined) ? [paths.flat()] : []));
  const [best] = whole.filter((edits) => edits.length > 0).toSorted((a, b) => a.length - b.length || gain(b) - gain(a));
  return best ? inWords(best) : { help: undefined, fixes: [] };
}

function gain(edits: readonly PathEdit[]): number {
  return edits.reduce((sum, { weight }) => sum + weight, 0);
}

function inWords(edits: readonly PathEdit[]): JoinFix {
  const words = edits.map(({ place, text }) => `\`${place.attribute}: ${text}\` on \`${place.owner}\``);
  const help = `write ${[...new Set(words)].join(' and ')}`;
  const changes = edits.flatMap(({ place, text }) =>
    place.span && !text.includes(':') ? [{ span: place.span, newText: text }] : [],
  );
  const complete = changes.length === edits.length;
  return { help, fixes: complete ? [{ title: help, certainty: 'choice', edits: changes }] : [] };
}

/** The edits for one path; undefined if it needs more than a few. */
function fixPath(joining: Joining, index: number, target: Shape): readonly PathEdit[] | undefined {
  const { graph, join, shapeOf, same } = joining;
  const path = new JoinPath(graph, join, index, shapeOf);
  const neighbours = join.inputs.flatMap((_, other) =>
    other === index ? [] : new JoinPath(graph, join, other, shapeOf).nodes,
  );
  // A value that makes this join fit would spoil it in a use of the block where it already fits.
  const fitsElsewhere = graph.nodes.some(({ id, site }) => site.span === join.site.span && shapeOf(id) !== undefined);
  const edits = path.nodes
    .flatMap((node) => editsOf(graph, node, target, neighbours))
    .filter((edit) => sameUses(edit.place.uses, join.uses) && !(fitsElsewhere && isOfAllUses(edit)))
    .toSorted((a, b) => b.weight - a.weight);
  const fits = (chosen: readonly PathEdit[], axes: readonly Axis[]): boolean => {
    const output = path.outputWith(together(chosen));
    return output !== undefined && String(axesOf(output)) === String(axesOf(target)) && agree(output, target, axes);
  };
  if (fits([], same)) return [];
  const single = edits.find((edit) => fits([edit], same));
  if (single) return [single];
  const windows = axesOf(spatialAxes(target)).filter((axis) => same.includes(axis));
  const sizes = fits([], windows) ? [] : fixSizes(edits, (chosen) => fits(chosen, windows));
  if (!sizes) return undefined;
  if (fits(sizes, same)) return sizes;
  const channels = edits.filter(isOfChannels).toSorted((a, b) => b.node.id - a.node.id);
  const last = channels.find((edit) => fits([...sizes, edit], same));
  return last && [...sizes, last];
}

function agree(shape: Shape, target: Shape, axes: readonly Axis[]): boolean {
  return axes.every((axis) => axisOf(shape, axis).value === axisOf(target, axis).value);
}

/** One edit that makes all window sizes match, or else the smallest set of windows with `padding: same` that does. */
function fixSizes(
  edits: readonly PathEdit[],
  fits: (edits: readonly PathEdit[]) => boolean,
): readonly PathEdit[] | undefined {
  const single = edits.find((edit) => fits([edit]));
  if (single) return [single];
  const same = edits
    .filter(({ attributes }) => attributes.padding === 'same')
    .toSorted((a, b) => a.node.id - b.node.id);
  if (!fits(same)) return undefined;
  let kept: readonly PathEdit[] = same;
  for (const edit of same) {
    const without = kept.filter((other) => other !== edit);
    if (fits(without)) kept = without;
  }
  return kept;
}

function together(edits: readonly PathEdit[]): Changes {
  const changes = new Map<ValueId, Readonly<Record<string, unknown>>>();
  for (const { node, attributes } of edits) changes.set(node.id, { ...changes.get(node.id), ...attributes });
  return changes;
}

/** An edit inside a block that is used within the paths would also change other layers. */
function sameUses(uses: Node['uses'], around: Node['uses']): boolean {
  return uses.length === around.length && uses.every(({ name }, at) => name === around[at]?.name);
}
